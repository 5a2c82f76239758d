import { getAbiItem, type Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { readLogPages } from '../chain/readLogPages.ts'
import { KeysNotFoundError } from './errors.ts'
import type { NodeKeys } from './foldMembers.ts'
import { readSigner } from './readSigner.ts'

/** Bit of an identity's flags: the node has another key now. */
const REPLACED = 1

/** The events that enter keys. */
const KEY_EVENTS = [
  getAbiItem({ abi: serviceNodeRegistryAbi, name: 'KeysRotated' }),
  getAbiItem({ abi: serviceNodeRegistryAbi, name: 'ServiceNodeRegistered' }),
] as const

/**
 * The keys that a node uses now, from the event of its last rotation, or else of its registration. The contracts keep
 * hashes. The scan begins at the time until which the keys were entered, and goes back.
 *
 * @throws KeysNotFoundError also if the endpoint leaves out the last rotation; LogRangeRefusedError
 */
export const readKeys = async (opened: Registry, nodeId: number): Promise<NodeKeys> => {
  const { client, registry, newest, onScan } = opened
  const before = await readKeysBefore(opened, nodeId)
  const end = (await findLastBlockBefore(client, before, newest.number)) ?? newest.number
  const pages = readLogPages(opened, {
    address: registry,
    events: KEY_EVENTS,
    args: { nodeId },
    fromBlock: 0n,
    toBlock: end,
    direction: 'down',
  })
  for await (const { fromBlock, logs } of pages) {
    const log = logs.at(-1)
    if (log) {
      const keys = { blsKey: log.args.blsKey as G1Point, ed25519Key: log.args.ed25519Key as Hex }
      if (!(await areCurrent(opened, nodeId, keys))) break
      return keys
    }
    onScan(Number(end - fromBlock + 1n), Number(end + 1n))
  }
  throw new KeysNotFoundError({ nodeId })
}

/** Unix seconds by which the node's keys were entered. The contract keeps the epochs of rotations and of a new operator. */
const readKeysBefore = async ({ client, registry, epochSeconds }: Registry, nodeId: number): Promise<number> => {
  const node = await client.readContract({
    address: registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'serviceNode',
    args: [nodeId],
  })
  // A new operator begins without a mark: its predecessor rotated before the change, if at all.
  const changed = Math.max(node.ownerRotationEpoch, node.operatorRotationEpoch, node.operatorEpoch)
  return changed === 0 ? node.activatableAt : Number(boundaryOf(toEpoch(BigInt(changed + 1)), epochSeconds))
}

const areCurrent = async (opened: Registry, nodeId: number, { blsKey, ed25519Key }: NodeKeys): Promise<boolean> => {
  const { client, registry: address } = opened
  const [signer, identity] = await Promise.all([
    readSigner(opened, blsKey),
    client.readContract({ address, abi: serviceNodeRegistryAbi, functionName: 'identity', args: [ed25519Key] }),
  ])
  const isBls = signer.nodeId === nodeId && !signer.replaced
  return isBls && identity.nodeId === nodeId && (identity.flags & REPLACED) === 0
}
