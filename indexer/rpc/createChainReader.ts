import { decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { RangeWidth } from '../../shared/rpc/createRangeWidth.ts'
import { RpcAnswerInvalidError } from '../../shared/rpc/errors.ts'
import {
  parseBlock,
  parseBlockOrNull,
  parseBytes,
  parseLogs,
  parseProof,
  parseReceipts,
  type RpcBlock,
  type RpcProof,
  type RpcReceipt,
} from '../../shared/rpc/parse.ts'
import type { RawLog } from '../project/types.ts'
import { createFinalizedReader } from './createFinalizedReader.ts'
import { createHeaderReader, type HeaderListener } from './createHeaderReader.ts'
import { createLogWidth } from './createLogWidth.ts'
import type { Answer, Rpc } from './createRpc.ts'
import type { Where } from './types.ts'

/** Requests of the indexer to a chain. Each answer is checked for form. */
export type ChainReader = {
  readonly endpointCount: number
  latestBlock(where?: Where): Promise<Answer<RpcBlock>>
  /** Null: the endpoint does not have it yet, or has dropped it. A block of another number or hash is a failure. */
  blockByNumber(number: bigint, where?: Where): Promise<Answer<RpcBlock | null>>
  blockByHash(hash: Hex, where?: Where): Promise<Answer<RpcBlock | null>>
  /** Reads blocks, consecutive or not, from one endpoint. A missing one is that endpoint's failure. */
  blocksByNumber(numbers: readonly bigint[], where?: Where): Promise<Answer<RpcBlock[]>>
  /** Reads logs in order. `refused` failures are thrown at once, so that the caller can ask for a narrower range. */
  logsInRange(fromBlock: bigint, toBlock: bigint, where?: Where & { retryRefused?: boolean }): Promise<Answer<RawLog[]>>
  /**
   * Returns the width of ranges for `logsInRange`: that of the endpoint which would be asked now. Each endpoint has its
   * own, learnt from all its answers of the last day.
   */
  logWidth(): RangeWidth
  logsOfBlock(blockHash: Hex, where?: Where): Promise<Answer<RawLog[]>>
  /** Reads all receipts of a block. They are not compared with its header. */
  receiptsOfBlock(blockHash: Hex, where?: Where): Promise<Answer<RpcReceipt[]>>
  /** Reads the proof of a contract's storage slot in the state after block `number`. It is not verified. */
  slotProof(at: { address: Hex; slot: Hex; number: bigint }, where?: Where): Promise<Answer<RpcProof>>
  /**
   * Reads the newest final block. Undefined: the endpoint does not know the tag.
   *
   * @throws FinalityUnknownError if it does not and the chain has no finality depth
   */
  finalizedBlock(where?: Where): Promise<RpcBlock | undefined>
  /** Number of blocks after which the chain never changes. Undefined: only the tag tells. */
  readonly finalityDepth: bigint | undefined
  /**
   * Returns the RLP of a block's header, whose hash it gives. It is made from the fields that an endpoint gave, in the
   * order that its last header had or in another one, else asked for as a whole.
   *
   * @param endpoint the one that gave the block
   * @throws HeaderFormUnknownError naming the fields to blame
   */
  headerOf(block: RpcBlock, endpoint: number): Promise<Uint8Array>
  epochSeconds(): Promise<number>
}

/**
 * Creates the reader of one network.
 *
 * @param args.finalityDepth number of blocks after which the chain never changes. Without it the node's `finalized` tag
 * decides. With it the lower of the two decides, because local chains call their newest block final.
 */
export function createChainReader(args: {
  rpc: Rpc
  registry: Hex
  /** Addresses of the contracts whose logs are read. */
  addresses: readonly Hex[]
  finalityDepth: bigint | undefined
  onHeader?: HeaderListener
}): ChainReader {
  const { rpc, registry, addresses, finalityDepth, onHeader } = args
  const logWidth = createLogWidth(rpc)

  const blockByTag = (tag: string, where: Where) =>
    rpc.request({ method: 'eth_getBlockByNumber', params: [tag, false], parse: parseBlock, ...where })

  const finalizedByTag = createFinalizedReader({ blockByTag, isTagNeeded: finalityDepth === undefined })

  async function blocksByNumber(numbers: readonly bigint[], where: Where = {}): Promise<Answer<RpcBlock[]>> {
    const [first, ...rest] = numbers
    if (first === undefined) return { value: [], endpoint: where.endpoint ?? 0 }
    const ask = (number: bigint, from: Where) =>
      rpc.request({
        method: 'eth_getBlockByNumber',
        params: [toQuantity(number), false],
        parse: (result) => requireNumber(parseBlock(result), number),
        ...from,
      })
    // The first answer shows a healthy endpoint. The other requests go there, in one batch.
    const head = await ask(first, where)
    const others = await Promise.all(rest.map((number) => ask(number, { ...where, endpoint: head.endpoint })))
    return { value: [head.value, ...others.map(({ value }) => value)], endpoint: head.endpoint }
  }

  return {
    endpointCount: rpc.endpointCount,
    latestBlock: (where = {}) => blockByTag('latest', where),
    blockByNumber: (number, where = {}) =>
      rpc.request({
        method: 'eth_getBlockByNumber',
        params: [toQuantity(number), false],
        parse: (result) => requireNumber(parseBlockOrNull(result), number),
        ...where,
      }),
    blockByHash: (hash, where = {}) =>
      rpc.request({
        method: 'eth_getBlockByHash',
        params: [hash, false],
        parse: (result) => {
          const block = parseBlockOrNull(result)
          if (block !== null && block.hash !== hash)
            throw new RpcAnswerInvalidError({ what: `block ${block.hash} came for ${hash}` })
          return block
        },
        ...where,
      }),
    blocksByNumber,
    async logsInRange(fromBlock, toBlock, where = {}) {
      const answer = await rpc.request({
        method: 'eth_getLogs',
        params: [{ address: addresses, fromBlock: toQuantity(fromBlock), toBlock: toQuantity(toBlock) }],
        parse: (result) => parseLogs(result, { addresses, fromBlock, toBlock }),
        retryRefused: false,
        ...where,
      })
      rpc.rangeWidth(answer.endpoint)?.worked(toBlock - fromBlock + 1n, answer.value.length)
      return answer
    },
    logWidth: () => logWidth,
    logsOfBlock: (blockHash, where = {}) =>
      rpc.request({
        method: 'eth_getLogs',
        params: [{ address: addresses, blockHash }],
        parse: (result) => parseLogs(result, { addresses, blockHash }),
        ...where,
      }),
    receiptsOfBlock: (blockHash, where = {}) =>
      rpc.request({ method: 'eth_getBlockReceipts', params: [blockHash], parse: parseReceipts, ...where }),
    slotProof: ({ address, slot, number }, where = {}) =>
      rpc.request({
        method: 'eth_getProof',
        params: [address, [slot], toQuantity(number)],
        parse: parseProof,
        ...where,
      }),
    finalizedBlock: (where = {}) => finalizedByTag(where),
    finalityDepth,
    headerOf: createHeaderReader(rpc, onHeader),
    async epochSeconds() {
      const call = { abi: serviceNodeRegistryAbi, functionName: 'EPOCH_SECONDS' } as const
      const { value } = await rpc.request({
        method: 'eth_call',
        params: [{ to: registry, data: encodeFunctionData(call) }, 'latest'],
        parse: (result) => decodeFunctionResult({ ...call, data: parseBytes(result, 'EPOCH_SECONDS()', 32) }),
      })
      return value
    },
  }
}

function requireNumber<T extends RpcBlock | null>(block: T, number: bigint): T {
  if (block !== null && block.number !== number)
    throw new RpcAnswerInvalidError({ what: `block ${block.number} came for ${number}` })
  return block
}

function toQuantity(value: bigint): Hex {
  return `0x${value.toString(16)}`
}
