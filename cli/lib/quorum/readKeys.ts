import { getAbiItem, type Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { readLogPages } from '../chain/readLogPages.ts'
import { KeysNotFoundError } from './errors.ts'
import type { NodeKeys } from './foldMembers.ts'

/**
 * Keys of a node, from the event of its registration: the contracts keep hashes. The node registered some hours before it
 * could be activated, so the scan begins there and goes back.
 *
 * @param node `activatableAt` in unix seconds
 * @throws KeysNotFoundError, LogRangeRefusedError
 */
export const readKeys = async (
  opened: Registry,
  { nodeId, activatableAt }: { readonly nodeId: number; readonly activatableAt: number },
): Promise<NodeKeys> => {
  const { client, registry, newest, onScan } = opened
  const end = (await findLastBlockBefore(client, activatableAt, newest.number)) ?? newest.number
  const pages = readLogPages(opened, {
    address: registry,
    events: [getAbiItem({ abi: serviceNodeRegistryAbi, name: 'ServiceNodeRegistered' })],
    args: { nodeId },
    fromBlock: 0n,
    toBlock: end,
    direction: 'down',
  })
  for await (const { fromBlock, logs } of pages) {
    const [log] = logs
    if (log) return { blsKey: log.args.blsKey as G1Point, ed25519Key: log.args.ed25519Key as Hex }
    onScan(Number(end - fromBlock + 1n), Number(end + 1n))
  }
  throw new KeysNotFoundError({ nodeId })
}
