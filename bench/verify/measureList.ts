import { keccak_256 } from '@noble/hashes/sha3.js'
import type { Hex } from '../../shared/bytes.ts'
import { RECORD_BYTES } from '../../shared/list/record.ts'
import { decodeList, encodeList } from '../../shared/list/wire.ts'

/** The timed work. `list`: decoding a list and its root. `bare`: one keccak over as many bytes as that hashes. */
export type Subject = 'list' | 'bare'

/** Milliseconds: the very first time, when nothing is compiled yet, and the best of many. */
export type Timing = { readonly first: number; readonly best: number }

const ROUNDS = 30
const FAMILY_BYTES = 128
const ARITY = 4
const HASH_BYTES = 32

/** Any list will do: the time does not depend on what is in the records. */
const makeList = (count: number): Uint8Array => {
  const fill = (bytes: number, value: number): Hex => `0x${value.toString(16).padStart(2 * bytes, '0')}`
  const rows = Array.from({ length: count }, (_, leafIndex) => ({
    leafIndex,
    record: {
      nodeId: leafIndex + 1,
      operator: fill(20, leafIndex),
      ed25519Key: fill(32, leafIndex),
      ip: `198.18.${leafIndex >> 8}.${leafIndex & 255}`,
      rpcPort: 443,
      quicPort: 0,
      activatedAt: 1_775_000_000,
      seed: BigInt(leafIndex),
      blsKeyHash: fill(32, leafIndex),
      extensionHash: fill(32, leafIndex),
    },
  }))
  return encodeList({ chainId: 1n, registry: fill(20, 1), depth: depthOf(count), rows })
}

const depthOf = (count: number): number => {
  let depth = 1
  while (ARITY ** depth < count) depth++
  return depth
}

/** Bytes that the leaves and all inner nodes of a full list hash. */
const hashedBytes = (count: number): number => {
  let bytes = count * RECORD_BYTES
  for (let nodes = count, height = 0; height < depthOf(count); height++) {
    nodes = Math.ceil(nodes / ARITY)
    bytes += nodes * FAMILY_BYTES
  }
  return bytes
}

/** Runs in Node and in a browser alike. Call it once in a process: the first time is only once. */
export const measureList = (subject: Subject, count: number): Timing => {
  const list = makeList(count)
  const message = new Uint8Array(hashedBytes(count))
  // Hashing is compiled at its first use, so nothing may hash before.
  const run = subject === 'list' ? () => decodeList(list).root() : () => keccak_256(message)
  const time = (): number => {
    const startedAt = performance.now()
    if (run().length !== HASH_BYTES) throw new Error('No hash came out.')
    return performance.now() - startedAt
  }
  const first = time()
  let best = first
  for (let round = 1; round < ROUNDS; round++) best = Math.min(best, time())
  return { first, best }
}
