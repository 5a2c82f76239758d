import { getAbiItem } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { BUCKET_EPOCHS, ESTABLISHED_EPOCHS } from '../../../shared/epoch/bounds.ts'
import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import type { QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import type { ActionFacts } from './findObstacles.ts'
import type { NodeState } from './readNode.ts'
import { readSigner } from './readSigner.ts'
import { readSuspensions } from './readSuspensions.ts'

/** The removal limit counts the current bucket and the seven before; see `RemovalLimit`. */
const REMOVAL_BUCKETS_BEFORE = 7

/** Size and key sum of the signer set of the current epoch or the one before. */
export const readSignerSet = async ({ client, signerSets }: Registry, epoch: number) => {
  const [aggregate, members] = await client.readContract({
    address: signerSets,
    abi: signerSetsAbi,
    functionName: 'signerSet',
    args: [epoch],
  })
  return { aggregate: aggregate as G1Point, members }
}

/** Removals since the start of the bucket seven buckets ago. No view tells them, so the logs are read. */
const countRemovals = async (opened: Registry): Promise<number> => {
  const { client, registry, newest, currentEpoch, epochSeconds } = opened
  const first = Math.max(0, Math.floor(currentEpoch / BUCKET_EPOCHS) - REMOVAL_BUCKETS_BEFORE)
  const startsAt = Number(boundaryOf(toEpoch(BigInt(first * BUCKET_EPOCHS)), epochSeconds))
  const before = await findLastBlockBefore(client, startsAt, newest.number)
  const logs = await scanLogs(opened, {
    address: registry,
    events: [getAbiItem({ abi: serviceNodeRegistryAbi, name: 'ServiceNodeRemoved' })],
    fromBlock: before === undefined ? 0n : before + 1n,
    toBlock: newest.number,
  })
  return logs.length
}

/** Time until which no quorum acts on a node of the launch, unix seconds. 0 for any other. */
const safeUntil = (
  { epochSeconds }: Registry,
  { launchEnd, node }: { readonly launchEnd: number; readonly node: NodeState },
): number => {
  const isOfLaunch = node.firstActivatedAt !== 0 && node.firstActivatedAt < launchEnd
  return isOfLaunch ? launchEnd + ESTABLISHED_EPOCHS * epochSeconds : 0
}

/** Reads the state that decides about an action at the newest block. `blsKey` is the key of the node acted on. */
export const readFacts = async (
  opened: Registry,
  terms: QuorumTerms,
  { node, blsKey }: { readonly node: NodeState; readonly blsKey: G1Point },
): Promise<ActionFacts> => {
  const { client, registry, signerSets, newest, currentEpoch, epochSeconds } = opened
  const [signer, set, active, parameters, removals, launchEnd, suspensions] = await Promise.all([
    readSigner(opened, blsKey),
    readSignerSet(opened, terms.epoch),
    client.readContract({ address: signerSets, abi: signerSetsAbi, functionName: 'activeCount' }),
    client.readContract({ address: registry, abi: serviceNodeRegistryAbi, functionName: 'parameters' }),
    terms.kind === 'remove' ? countRemovals(opened) : 0,
    client.readContract({ address: registry, abi: serviceNodeRegistryAbi, functionName: 'LAUNCH_END' }),
    terms.kind === 'suspend' ? readSuspensions(opened, node.firstActivatedAt) : null,
  ])
  return {
    now: newest.timestamp,
    currentEpoch,
    epochSeconds,
    status: node.status,
    isKeyOfNode: signer.nodeId === terms.nodeId && !signer.replaced,
    statusEpoch: signer.statusEpoch,
    exitDueAt: node.exitDueAt,
    active,
    minQuorum: parameters.minQuorum,
    members: set.members,
    removals,
    ...{ safeUntil: safeUntil(opened, { launchEnd, node }), suspensions },
  }
}
