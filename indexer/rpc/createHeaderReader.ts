import { HeaderFormUnknownError } from '../../shared/ethereum/errors.ts'
import { findHeader } from '../../shared/ethereum/findHeader.ts'
import type { HeaderForm } from '../../shared/ethereum/headerFields.ts'
import { RpcAnswerInvalidError } from '../../shared/rpc/errors.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { parseRawHeader, rawHeaderCall } from '../../shared/rpc/rawHeader.ts'
import type { Rpc } from './createRpc.ts'
import { RpcExhaustedError } from './errors.ts'

/** How long it is kept that no endpoint serves raw headers. */
const RAW_MISSING_MS = 3_600_000

/** Is told after each header whether it could be encoded. Null: it could. */
export type HeaderListener = (fault: string | null) => void

/**
 * Creates the reader of headers. It keeps the order of fields of each endpoint's last header. A header that no order
 * gives is asked for as RLP, of any endpoint.
 */
export function createHeaderReader(
  rpc: Rpc,
  onHeader?: HeaderListener,
): (block: RpcBlock, endpoint: number) => Promise<Uint8Array> {
  const forms = new Map<number, HeaderForm>()
  let rawMissingAt = Number.NEGATIVE_INFINITY

  async function readRaw({ hash }: RpcBlock): Promise<Uint8Array | undefined> {
    if (Date.now() - rawMissingAt < RAW_MISSING_MS) return undefined
    try {
      const parse = (result: unknown) => parseRawHeader(result, hash)
      return (await rpc.request({ ...rawHeaderCall(hash), parse, once: true })).value
    } catch (error) {
      if (!(error instanceof RpcExhaustedError)) throw error
      // A header of another hash shows that the endpoint serves headers, and that the block may be a lie.
      if (!(error.last?.cause instanceof RpcAnswerInvalidError)) rawMissingAt = Date.now()
      return undefined
    }
  }

  return async (block, endpoint) => {
    try {
      const { rlp, form } = findHeader(block.raw, forms.get(endpoint))
      forms.set(endpoint, form)
      onHeader?.(null)
      return rlp
    } catch (error) {
      if (!(error instanceof HeaderFormUnknownError)) throw error
      const rlp = await readRaw(block)
      onHeader?.(rlp === undefined ? (error.message.split('\n')[0] ?? null) : null)
      if (rlp === undefined) throw error
      return rlp
    }
  }
}
