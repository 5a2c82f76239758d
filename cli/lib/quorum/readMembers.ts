import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import { type G1Point, g1ToHex } from '../../../shared/signing/bls.ts'
import { sumKeys } from '../../../shared/signing/blsAggregate.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import type { Member } from './combineSignatures.ts'
import { SignerSetMismatchError } from './errors.ts'
import { foldMembers, type LifeEvent } from './foldMembers.ts'
import { readSignerSet } from './readFacts.ts'

const LIFE_EVENTS = serviceNodeRegistryAbi.filter(
  (item) =>
    item.type === 'event' &&
    (item.name === 'ServiceNodeRegistered' ||
      item.name === 'KeysRotated' ||
      item.name === 'ServiceNodeActivated' ||
      item.name === 'ServiceNodeResumed' ||
      item.name === 'ServiceNodeSuspended' ||
      item.name === 'ServiceNodeRemoved' ||
      item.name === 'ServiceNodeExited'),
)

export type MembersQuery = {
  /** The current epoch or the one before. */
  readonly epoch: number
  /** First block of the scan: the block of the deployment, or an earlier one. */
  readonly fromBlock: bigint
}

/**
 * The signer set of an epoch, from the logs until the epoch began. The sum of the keys must equal the contract's, so an
 * endpoint cannot leave out logs unnoticed.
 *
 * @throws SignerSetMismatchError
 */
export const readMembers = async (opened: Registry, { epoch, fromBlock }: MembersQuery): Promise<Member[]> => {
  const { client, registry, newest, epochSeconds } = opened
  const startsAt = Number(boundaryOf(toEpoch(BigInt(epoch)), epochSeconds))
  const boundary = await findLastBlockBefore(client, startsAt, newest.number)
  const logs = await scanLogs(opened, {
    address: registry,
    events: LIFE_EVENTS,
    fromBlock,
    // The set is empty if the chain is younger than the epoch.
    toBlock: boundary ?? -1n,
  })
  const { keys, members: nodeIds } = foldMembers(logs.map(lifeEvent))
  const members = nodeIds.flatMap((nodeId): Member[] => {
    const blsKey = keys.get(nodeId)
    return blsKey ? [{ nodeId, blsKey }] : []
  })
  const { aggregate, members: onChain } = await readSignerSet(opened, epoch)
  if (members.length !== onChain || g1ToHex(sumKeys(members.map(({ blsKey }) => blsKey))) !== g1ToHex(aggregate)) {
    throw new SignerSetMismatchError({ epoch, inLogs: members.length, onChain })
  }
  return members
}

type LifeLog = {
  readonly eventName: LifeEvent['eventName']
  readonly args: { readonly nodeId: number; readonly blsKey?: G1Point }
}

const lifeEvent = ({ eventName, args }: LifeLog): LifeEvent => {
  if (eventName !== 'ServiceNodeRegistered' && eventName !== 'KeysRotated') return { eventName, nodeId: args.nodeId }
  return { eventName, nodeId: args.nodeId, blsKey: args.blsKey as G1Point }
}
