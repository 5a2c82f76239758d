import { isLowerHex } from '../../shared/bytes.ts'
import { isObject } from '../../shared/isObject.ts'
import { decodeUtf8 } from '../../shared/utf8.ts'
import { RpcChainMismatchError, RpcRefusedError, RpcResponseInvalidError } from './errors.ts'
import { BLOCK_METHOD, CHAIN_METHOD } from './rpcMethods.ts'
import type { RpcBlock } from './rpcProvider.ts'

/** Characters of a server's own message that an error quotes: enough to know the fault by. */
const RPC_MESSAGE_LENGTH_MAX = 160

const QUANTITY = /^0x(?:0|[1-9a-f][0-9a-f]{0,15})$/

/** Returns a server's text without line breaks and control characters, cut to a bounded length. */
function quote(text: unknown): string {
  const printable = typeof text === 'string' ? text.replace(/[^\x20-\x7e]/g, ' ') : 'no message'
  return `"${printable.slice(0, RPC_MESSAGE_LENGTH_MAX)}"`
}

/**
 * Returns the result of a JSON-RPC response.
 *
 * @param args.id id of the request
 * @throws RpcResponseInvalidError, RpcRefusedError
 */
export function parseResult(args: { provider: string; method: string; body: Uint8Array; id: number }): unknown {
  const { provider, method, body, id } = args
  const invalid = (reason: string, cause?: unknown) => new RpcResponseInvalidError({ provider, method, reason, cause })
  let response: unknown
  try {
    response = JSON.parse(decodeUtf8(body))
  } catch (cause) {
    throw invalid('it is not JSON', cause)
  }
  if (!isObject(response)) throw invalid('it is not a JSON object')
  const { jsonrpc, id: answered, result, error } = response
  if (jsonrpc !== '2.0') throw invalid('it is not JSON-RPC 2.0')
  if (error !== undefined && error !== null) {
    const { message } = isObject(error) ? error : { message: error }
    throw new RpcRefusedError({ provider, method, message: quote(message) })
  }
  if (answered !== id) throw invalid('it answers another request')
  if (result === undefined) throw invalid('it has no result')
  return result
}

function parseQuantity(value: unknown): bigint | null {
  return typeof value === 'string' && QUANTITY.test(value) ? BigInt(value) : null
}

/** @throws RpcResponseInvalidError */
export function parseBlock(provider: string, result: unknown): RpcBlock {
  if (!isObject(result))
    throw new RpcResponseInvalidError({ provider, method: BLOCK_METHOD, reason: 'it knows no such block' })
  const { number: rawNumber, hash, timestamp: rawTimestamp } = result
  const number = parseQuantity(rawNumber)
  const timestamp = parseQuantity(rawTimestamp)
  if (number === null || timestamp === null || !isLowerHex(hash, 32))
    throw new RpcResponseInvalidError({
      provider,
      method: BLOCK_METHOD,
      reason: 'its number, hash or timestamp is malformed',
    })
  return { number, hash, timestamp }
}

/** Checks the result of `eth_chainId`. @throws RpcResponseInvalidError, RpcChainMismatchError */
export function checkChainId(provider: string, result: unknown, expected: bigint): void {
  const chainId = parseQuantity(result)
  if (chainId === null)
    throw new RpcResponseInvalidError({ provider, method: CHAIN_METHOD, reason: 'it is not a hex quantity' })
  if (chainId !== expected) throw new RpcChainMismatchError({ provider, chainId, expected })
}
