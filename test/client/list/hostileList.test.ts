import { describe, expect, it } from 'vitest'
import { createMusterClient, pinnedHash } from '../../client/index.ts'
import type { Hex } from '../../shared/bytes.ts'
import { createKeccakInto } from '../../shared/keccak.ts'
import { packList } from '../../shared/list/wire.ts'
import { processorMs } from '../../tools/corpus/processorMs.ts'
import { vectorHash } from '../../tools/vectors/vectorRecords.ts'
import vectors from '../vectors/epoch.json' with { type: 'json' }
import { codesOf } from './liveWorld.ts'

/** What a client takes unless told otherwise. */
const ROWS_MAX = 16_384
const DEPTH_MAX = 7

/** Hashes of a full tree: its leaves, and 4^6 + … + 1 families. */
const HASHES = ROWS_MAX + (4 ** DEPTH_MAX - 1) / 3

/** The refusal does all that hashing, and little besides. */
const RATIO_MAX = 3
const RUNS = 3

const [epoch] = vectors.epochs

/** Least processor time of each, ms; by turns, so that a noisy minute meets both. */
const best = async (runs: readonly (() => Promise<unknown> | unknown)[]): Promise<number[]> => {
  const least = runs.map(() => Number.POSITIVE_INFINITY)
  for (let i = 0; i < RUNS; i++) {
    for (const [index, run] of runs.entries()) {
      const startedAt = processorMs()
      await run()
      least[index] = Math.min(least[index] as number, processorMs() - startedAt)
    }
  }
  return least
}

/** The largest list that is looked at: well-formed in every way, but with another root. */
function hostileList(rows: number, depth: number): Uint8Array {
  const filler = vectorHash('hostile')
  const record = new Uint8Array(122).map((_, i) => (i === 0 ? 1 : (filler[i % 32] as number)))
  const [chainId, registry] = [BigInt(epoch?.chainId ?? 0), epoch?.registry as Hex]
  return packList({
    chainId,
    registry,
    depth,
    rows: Array.from({ length: rows }, (_, leafIndex) => ({ leafIndex, record: record.with(1, leafIndex & 255) })),
  })
}

function offer(list: Uint8Array): Promise<unknown> {
  return createMusterClient({
    sources: ['http://mirror.test'],
    chainId: BigInt(epoch?.chainId ?? 0),
    registry: epoch?.registry as Hex,
    epochSeconds: epoch?.epochSeconds ?? 0,
    trust: pinnedHash(epoch?.expected.childHash as Hex),
    fetch: async (url) =>
      new Response(url.endsWith('/v1/epochs/latest') ? JSON.stringify(epoch?.proof) : list.slice().buffer),
  }).getNodeList()
}

describe('a list made to cost as much as it can', () => {
  it(`is refused for little more than its ${HASHES} hashes cost alone`, async () => {
    const list = hostileList(ROWS_MAX, DEPTH_MAX)
    const hash = createKeccakInto()
    const [block, output] = [new Uint8Array(128), new Uint8Array(32)]
    const hashAlone = () => {
      for (let i = 0; i < HASHES; i++) hash(block, output, 0)
    }
    const refuse = async () => expect(await codesOf(offer(list))).toEqual(['ROOT_MISMATCH'])
    const [bare = 0, refused = 0] = await best([hashAlone, refuse])
    process.stdout.write(
      `refusing ${ROWS_MAX} rows at depth ${DEPTH_MAX}: ${refused.toFixed(0)} ms, ${(refused / bare).toFixed(2)} of hashing alone\n`,
    )
    expect(refused / bare).toBeLessThan(RATIO_MAX)
  })

  it('is not hashed at all with one row or one level more', async () => {
    expect(await codesOf(offer(hostileList(ROWS_MAX + 1, DEPTH_MAX + 1)))).toEqual(['SERVER_BODY_TOO_LARGE'])
    expect(await codesOf(offer(hostileList(ROWS_MAX, DEPTH_MAX + 1)))).toEqual(['LIST_DEPTH_TOO_LARGE'])
  })
})
