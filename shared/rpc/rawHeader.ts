import { bytesToHex, type Hex, hexToBytes } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import type { RpcCall } from './createEndpoint.ts'
import { RpcAnswerInvalidError } from './errors.ts'
import { parseBytes } from './parse.ts'

/** The call for the RLP of a block's header. Some endpoints serve it, few of the public ones. */
export const rawHeaderCall = (hash: Hex): RpcCall => ({ method: 'debug_getRawHeader', params: [hash] })

/** Reads the RLP of a header. @throws RpcAnswerInvalidError unless it gives the hash */
export function parseRawHeader(result: unknown, hash: Hex): Uint8Array {
  const rlp = hexToBytes(parseBytes(result, 'the raw header'))
  if (bytesToHex(keccak256(rlp)) !== hash)
    throw new RpcAnswerInvalidError({ what: 'the raw header does not give the hash of the block' })
  return rlp
}
