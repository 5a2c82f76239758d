import { keccak_256 } from '@noble/hashes/sha3.js'

/** Returns keccak256 of `bytes`: 32 new bytes. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes)
}

/** Writes keccak256 of `input` into the 32 bytes of `output` from `outputOffset` on. */
export type KeccakInto = (input: Uint8Array, output: Uint8Array, outputOffset: number) => void

/**
 * Creates a hasher for lists of thousands of leaves: it allocates no state and no digest per leaf. Each call hashes one
 * whole message.
 */
export function createKeccakInto(): KeccakInto {
  const blank = keccak_256.create()
  const hasher = keccak_256.create()
  return (input, output, outputOffset) => {
    blank._cloneInto(hasher)
    hasher.update(input).digestInto(output.subarray(outputOffset, outputOffset + 32))
  }
}
