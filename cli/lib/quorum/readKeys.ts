import { getAbiItem, type Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { LOG_PAGE_BLOCKS } from '../chain/scanLogs.ts'
import { KeysNotFoundError } from './errors.ts'
import type { NodeKeys } from './foldMembers.ts'

/**
 * Keys of a node, from the event of its registration: the contracts keep hashes. The node registered some hours before it
 * could be activated, so the scan begins there and goes back; only a node that missed its draw is found much earlier.
 *
 * @param node `activatableAt` in unix seconds
 * @throws KeysNotFoundError
 */
export const readKeys = async (
  { client, registry, newest, onScan }: Registry,
  { nodeId, activatableAt }: { readonly nodeId: number; readonly activatableAt: number },
): Promise<NodeKeys> => {
  const end = (await findLastBlockBefore(client, activatableAt, newest.number)) ?? newest.number
  for (let last = end; last >= 0n; last -= LOG_PAGE_BLOCKS) {
    const first = last >= LOG_PAGE_BLOCKS ? last - LOG_PAGE_BLOCKS + 1n : 0n
    const [log] = await client.getLogs({
      address: registry,
      event: getAbiItem({ abi: serviceNodeRegistryAbi, name: 'ServiceNodeRegistered' }),
      args: { nodeId },
      fromBlock: first,
      toBlock: last,
      strict: true,
    })
    if (log) return { blsKey: log.args.blsKey as G1Point, ed25519Key: log.args.ed25519Key as Hex }
    onScan(Number(end - first + 1n), Number(end + 1n))
  }
  throw new KeysNotFoundError({ nodeId })
}
