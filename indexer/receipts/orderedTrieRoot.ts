import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { encodeRlp, type RlpInput } from '../../shared/ethereum/rlp.ts'
import { keccak256 } from '../../shared/keccak.ts'

/** A value and the nibbles of its key. */
type Entry = { nibbles: readonly number[]; value: Uint8Array }

/** A node shorter than a hash stands in its parent itself. */
const HASH_BYTES = 32

/**
 * Root of the Merkle Patricia trie that holds each value under the RLP of its index, as the tries of a block do.
 * Source: yellow paper, appendix D.
 *
 * @param values at least one byte each
 */
export function orderedTrieRoot(values: readonly Uint8Array[]): Hex {
  const entries = values.map((value, index) => ({ nibbles: nibblesOf(encodeRlp(bytesOfNumber(index))), value }))
  return bytesToHex(keccak256(encodeRlp(entries.length === 0 ? new Uint8Array() : makeNode(entries, 0))))
}

/** The node of all `entries`, whose keys share their first `depth` nibbles. No key is the beginning of another. */
function makeNode(entries: readonly Entry[], depth: number): readonly RlpInput[] {
  const [first] = entries as readonly [Entry, ...Entry[]]
  if (entries.length === 1) return [encodePath(first.nibbles.slice(depth), true), first.value]
  let end = depth
  while (entries.every(({ nibbles }) => nibbles[end] === first.nibbles[end])) end++
  if (end > depth) return [encodePath(first.nibbles.slice(depth, end), false), refer(makeNode(entries, end))]
  const children = Array.from({ length: 16 }, (_, nibble): RlpInput => {
    const below = entries.filter(({ nibbles }) => nibbles[depth] === nibble)
    return below.length === 0 ? new Uint8Array() : refer(makeNode(below, depth + 1))
  })
  return [...children, new Uint8Array()]
}

function refer(node: readonly RlpInput[]): RlpInput {
  const encoded = encodeRlp(node)
  return encoded.length < HASH_BYTES ? node : keccak256(encoded)
}

/** Hex prefix encoding: whether it ends in a leaf, and whether the number of nibbles is odd, are in the first nibble. */
function encodePath(nibbles: readonly number[], isLeaf: boolean): Uint8Array {
  const isOdd = nibbles.length % 2 === 1
  const flag = (isLeaf ? 2 : 0) + (isOdd ? 1 : 0)
  const padded = isOdd ? [flag, ...nibbles] : [flag, 0, ...nibbles]
  return Uint8Array.from({ length: padded.length / 2 }, (_, i) => 16 * (padded[2 * i] ?? 0) + (padded[2 * i + 1] ?? 0))
}

const nibblesOf = (bytes: Uint8Array): number[] => [...bytes].flatMap((byte) => [byte >> 4, byte & 15])

function bytesOfNumber(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.from(bytes)
}
