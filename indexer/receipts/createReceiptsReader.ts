import type { Logger } from 'pino'
import type { Hex } from 'viem'
import { BaseError } from '../../shared/errors/baseError.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import type { RawLog } from '../project/types.ts'
import type { ChainReader } from '../rpc/createChainReader.ts'
import type { Rpc } from '../rpc/createRpc.ts'
import { isRefusal, lastFailureOf } from '../rpc/errors.ts'
import { logsOf, receiptsRoot } from './receipts.ts'

/** How long an endpoint that refused receipts is not asked for them. */
const REFUSED_MS = 600_000

export type ReceiptsReader = {
  /**
   * Returns the contracts' logs of a block as its receipts prove them: all of them, and no others.
   *
   * @param header known to give its hash
   * @returns undefined if no endpoint has receipts that give the header's root
   */
  provenLogs(header: RpcBlock): Promise<RawLog[] | undefined>
}

/** Creates the reader of proven logs of some contracts. */
export function createReceiptsReader(args: {
  rpc: Rpc
  reader: ChainReader
  addresses: readonly Hex[]
  log: Logger
  signal: AbortSignal
}): ReceiptsReader {
  const { rpc, reader, addresses, log, signal } = args
  const refusedAt = new Map<number, number>()

  /** Endpoints that may have receipts, in the order in which they are asked. */
  function candidates(): number[] {
    const known = rpc.status()
    const lately = performance.now() - REFUSED_MS
    return rpc
      .order('eth_getBlockReceipts')
      .filter(
        (endpoint) =>
          known[endpoint]?.examination?.hasBlockReceipts !== false &&
          (refusedAt.get(endpoint) ?? Number.NEGATIVE_INFINITY) < lately,
      )
  }

  async function readFrom(header: RpcBlock, endpoint: number): Promise<RawLog[] | undefined> {
    try {
      const { value } = await reader.receiptsOfBlock(header.hash, { endpoint, once: true })
      if (receiptsRoot(value) === String(header.raw['receiptsRoot']).toLowerCase())
        return logsOf(value, { addresses, blockNumber: header.number, blockHash: header.hash })
      // It need not lie: some chains have receipts of a form of their own.
      log.warn({ number: header.number.toString(), endpoint: endpoint + 1 }, 'receipts do not give the header’s root')
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof BaseError)) throw error
      if (isRefusal(lastFailureOf(error))) refusedAt.set(endpoint, performance.now())
      log.debug({ err: error }, 'no receipts of the block')
    }
    return undefined
  }

  return {
    async provenLogs(header) {
      for (const endpoint of candidates()) {
        const logs = await readFrom(header, endpoint)
        if (logs !== undefined) return logs
      }
      return undefined
    },
  }
}
