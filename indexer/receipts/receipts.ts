import type { Hex } from 'viem'
import { concat, hexToBytes } from '../../shared/bytes.ts'
import { encodeRlp } from '../../shared/ethereum/rlp.ts'
import type { RpcReceipt } from '../../shared/rpc/parse.ts'
import type { RawLog } from '../project/types.ts'
import { orderedTrieRoot } from './orderedTrieRoot.ts'

/** `receiptsRoot` of the header of the block whose receipts these are, all of them and in order. */
export const receiptsRoot = (receipts: readonly RpcReceipt[]): Hex => orderedTrieRoot(receipts.map(encodeReceipt))

/** Source: EIP-658, EIP-2718. */
function encodeReceipt(receipt: RpcReceipt): Uint8Array {
  const logs = receipt.logs.map(({ address, topics, data }) => [
    hexToBytes(address),
    topics.map(hexToBytes),
    hexToBytes(data),
  ])
  const gas = receipt.cumulativeGasUsed.toString(16)
  const body = encodeRlp([
    hexToBytes(receipt.outcome),
    hexToBytes(receipt.cumulativeGasUsed === 0n ? '0x' : `0x${gas.length % 2 === 0 ? '' : '0'}${gas}`),
    hexToBytes(receipt.logsBloom),
    logs,
  ])
  return receipt.type === 0 ? body : concat([Uint8Array.of(receipt.type), body])
}

/** Logs of some contracts in a block, in order, from all receipts of the block. */
export function logsOf(
  receipts: readonly RpcReceipt[],
  args: { addresses: readonly Hex[]; blockNumber: bigint; blockHash: Hex },
): RawLog[] {
  const { addresses, blockNumber, blockHash } = args
  const all = receipts.flatMap(({ transactionHash, logs }, transactionIndex) =>
    logs.map((log) => ({ ...log, transactionHash, transactionIndex })),
  )
  return all.flatMap((log, logIndex) =>
    addresses.includes(log.address) ? [{ ...log, logIndex, blockNumber, blockHash }] : [],
  )
}
