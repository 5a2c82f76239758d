import { bytesToHex, hexToBytes } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { HeaderEncodingUnknownError } from '../list/errors.ts'
import { encodeRlp } from './rlp.ts'

/** `quantity`: a number in the fewest bytes. `data`: bytes as they are, of `byteLength` bytes if it is given. */
export type Field = { name: string; aliases?: readonly string[]; form: 'quantity' | 'data'; byteLength?: number }

const data = (name: string, byteLength?: number, aliases?: readonly string[]): Field => ({
  name,
  form: 'data',
  ...(byteLength === undefined ? {} : { byteLength }),
  ...(aliases === undefined ? {} : { aliases }),
})
const quantity = (name: string): Field => ({ name, form: 'quantity' })

/** The fields of Ethereum's first header. `sha3Uncles` and `miner` are the JSON names of ommersHash and beneficiary. */
export const BASE_FIELDS: readonly Field[] = [
  data('parentHash', 32),
  data('sha3Uncles', 32),
  data('miner', 20, ['author', 'coinbase']),
  data('stateRoot', 32),
  data('transactionsRoot', 32),
  data('receiptsRoot', 32),
  data('logsBloom', 256),
  quantity('difficulty'),
  quantity('number'),
  quantity('gasLimit'),
  quantity('gasUsed'),
  quantity('timestamp'),
  data('extraData'),
  data('mixHash', 32, ['prevRandao']),
  data('nonce', 8),
]

/** Fields that forks appended, in order: london, shanghai, cancun, prague. Its hash is also named requestsRoot. */
export const FORK_FIELDS: readonly (readonly Field[])[] = [
  [],
  [quantity('baseFeePerGas')],
  [data('withdrawalsRoot', 32)],
  [quantity('blobGasUsed'), quantity('excessBlobGas'), data('parentBeaconBlockRoot', 32)],
  [data('requestsHash', 32, ['requestsRoot'])],
]

/** The longest field of a header. A longer one is not hashed. */
const FIELD_BYTES_MAX = 8_192

/** Encodes one field. Null if it is missing or malformed. */
export function encodeField(field: Field, block: Record<string, unknown>): Uint8Array | null {
  const name = [field.name, ...(field.aliases ?? [])].find((key) => typeof block[key] === 'string')
  if (name === undefined) return null
  const text = block[name] as string
  if (!/^0x[0-9a-fA-F]*$/.test(text) || text.length > 2 + 2 * FIELD_BYTES_MAX) return null
  if (field.form === 'quantity') {
    const digits = text.slice(2).replace(/^0+/, '')
    return hexToBytes(`0x${digits.length % 2 === 0 ? '' : '0'}${digits}`)
  }
  if (text.length % 2 !== 0) return null
  if (field.byteLength !== undefined && text.length !== 2 + 2 * field.byteLength) return null
  return hexToBytes(text)
}

/**
 * Encodes a block's header as RLP, from the JSON that `eth_getBlockByNumber` or `…ByHash` returns. Tries the orders of
 * Ethereum, newest first, until keccak256 of one is the block's `hash`. `findHeader` tries many more, and the client's
 * bundle does without them.
 *
 * @param rpcBlock the `result` object as it came, with its hex strings
 * @throws HeaderEncodingUnknownError if a base field is missing or malformed, or if no order gives the hash
 */
export function encodeHeader(rpcBlock: Record<string, unknown>): Uint8Array {
  const { hash: named } = rpcBlock
  const hash = typeof named === 'string' ? named.toLowerCase() : 'without hash'
  const encode = (fields: readonly Field[]): Uint8Array[] | null => {
    const encoded = fields.map((field) => encodeField(field, rpcBlock))
    return encoded.every((item) => item !== null) ? encoded : null
  }
  const base = encode(BASE_FIELDS)
  if (base === null) throw new HeaderEncodingUnknownError({ hash, reason: 'one of the first 15 fields is missing' })
  const forks: Uint8Array[][] = []
  for (const fields of FORK_FIELDS) {
    const encoded = encode(fields)
    if (encoded === null) break
    forks.push(encoded)
  }
  for (let length = forks.length; length > 0; length--) {
    const rlp = encodeRlp([...base, ...forks.slice(0, length).flat()])
    if (bytesToHex(keccak256(rlp)) === hash) return rlp
  }
  throw new HeaderEncodingUnknownError({ hash, reason: 'no known order of fields gives this hash' })
}
