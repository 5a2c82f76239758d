import { bytesToHex, hexToBytes } from '../../shared/bytes.ts'
import { type Answer, flipBit, type Mutant, utf8 } from './servedCase.ts'

/** Selects the bits of each byte to change, by the position of the byte. */
type Bits = (position: number) => readonly number[]

/** All eight bits: more than 20,000 clients. */
export const EVERY_BIT: Bits = () => [0, 1, 2, 3, 4, 5, 6, 7]

/** One bit of each byte, a different one from byte to byte. */
export const ONE_BIT: Bits = (position) => [(position * 5) % 8]

/** Single bits of the list, of both headers and of every proof node. */
export function* bitMutants(original: Answer, proof: Record<string, unknown>, bitsOf: Bits): Generator<Mutant> {
  const flips = function* (bytes: Uint8Array): Generator<readonly [bit: number, flipped: Uint8Array]> {
    for (let position = 0; position < bytes.length; position++)
      for (const bit of bitsOf(position)) yield [8 * position + bit, flipBit(bytes, position, bit)]
  }
  for (const [bit, list] of flips(original.list)) yield { name: `list bit ${bit}`, answer: { ...original, list } }
  for (const [key, value] of Object.entries(proof)) {
    const nodes = (Array.isArray(value) ? value : [value]) as string[]
    for (const [i, node] of nodes.entries()) {
      if (!node.startsWith('0x')) continue
      for (const [bit, flipped] of flips(hexToBytes(node))) {
        const mutant = bytesToHex(flipped)
        const changed = { ...proof, [key]: Array.isArray(value) ? nodes.with(i, mutant) : mutant }
        yield { name: `${key} ${i} bit ${bit}`, answer: { ...original, proof: utf8(JSON.stringify(changed)) } }
      }
    }
  }
}

/** Bytes of everything that `bitMutants` changes. */
export const bytesChanged = (original: Answer, proof: Record<string, unknown>): number => {
  const hexes = Object.values(proof).flat() as string[]
  const ofProof = hexes.filter((hex) => hex.startsWith('0x')).reduce((sum, hex) => sum + (hex.length - 2) / 2, 0)
  return original.list.length + ofProof
}
