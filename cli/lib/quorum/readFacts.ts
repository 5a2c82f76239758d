import { getAbiItem } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import type { QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import type { ActionFacts } from './findObstacles.ts'
import type { NodeState } from './readNode.ts'
import { readSigner, statusEpochOf } from './readSigner.ts'

const DAY_SECONDS = 86_400

/** The removal limit counts today and the seven days before; see `RemovalLimit`. */
const REMOVAL_DAYS_BEFORE = 7

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

/** Removals since the start of the day seven days ago. No view tells them, so the logs are read. */
const countRemovals = async (opened: Registry): Promise<number> => {
  const { client, registry, newest } = opened
  const firstDay = Math.max(0, Math.floor(newest.timestamp / DAY_SECONDS) - REMOVAL_DAYS_BEFORE)
  const before = await findLastBlockBefore(client, firstDay * DAY_SECONDS, newest.number)
  const logs = await scanLogs(opened, {
    address: registry,
    events: [getAbiItem({ abi: serviceNodeRegistryAbi, name: 'ServiceNodeRemoved' })],
    fromBlock: before === undefined ? 0n : before + 1n,
    toBlock: newest.number,
  })
  return logs.length
}

/** Reads the state that decides about an action at the newest block. `blsKey` is the key of the node acted on. */
export const readFacts = async (
  opened: Registry,
  terms: QuorumTerms,
  { node, blsKey }: { readonly node: NodeState; readonly blsKey: G1Point },
): Promise<ActionFacts> => {
  const { client, registry, signerSets, newest, currentEpoch, epochSeconds } = opened
  const [signer, set, active, parameters, removals] = await Promise.all([
    readSigner(opened, blsKey),
    readSignerSet(opened, terms.epoch),
    client.readContract({ address: signerSets, abi: signerSetsAbi, functionName: 'activeCount' }),
    client.readContract({ address: registry, abi: serviceNodeRegistryAbi, functionName: 'parameters' }),
    terms.kind === 'remove' ? countRemovals(opened) : 0,
  ])
  return {
    now: newest.timestamp,
    currentEpoch,
    epochSeconds,
    status: node.status,
    isKeyOfNode: signer.nodeId === terms.nodeId,
    statusEpoch: statusEpochOf(signer),
    exitDueAt: node.exitDueAt,
    active,
    minQuorum: parameters.minQuorum,
    members: set.members,
    removals,
  }
}
