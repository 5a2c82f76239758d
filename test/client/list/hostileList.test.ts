import { describe, expect, it } from 'vitest'
import { createMusterClient, pinnedHash } from '../../../client/index.ts'
import type { Hex } from '../../../shared/bytes.ts'
import { createKeccakInto } from '../../../shared/keccak.ts'
import { packList } from '../../../shared/list/wire.ts'
import { processorMs } from '../../../tools/corpus/processorMs.ts'
import { vectorHash } from '../../../tools/vectors/vectorHash.ts'
import vectors from '../../vectors/epoch.json' with { type: 'json' }
import { codesOf } from '../liveWorld.ts'

/** Default limits of a client. */
const ROWS_MAX = 16_384
const DEPTH_MAX = 7

/** Hashes of a full tree: its leaves, and 4^6 + … + 1 families. */
const HASHES = ROWS_MAX + (4 ** DEPTH_MAX - 1) / 3

/** Largest cost of the refusal, as a multiple of the cost of its hashes. */
const RATIO_MAX = 3
const RUNS = 3

const [epoch] = vectors.epochs

/** Returns the least processor time of each run, in ms. Alternates them, so that a noisy minute meets both. */
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

/** Makes a list that is well-formed in every way, but has another root. */
function hostileList(rows: number, depth: number): Uint8Array {
  const filler = vectorHash('hostile')
  const record = new Uint8Array(154).map((_, i) => (i === 0 ? 2 : (filler[i % 32] as number)))
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

describe('getNodeList with the most expensive list', () => {
  it(`getNodeList refuses the most expensive list at little more than the cost of its ${HASHES} hashes`, async () => {
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

  it('getNodeList refuses a list without hashing it when it has one row or one level more', async () => {
    expect(await codesOf(offer(hostileList(ROWS_MAX + 1, DEPTH_MAX + 1)))).toEqual(['SERVER_BODY_TOO_LARGE'])
    expect(await codesOf(offer(hostileList(ROWS_MAX, DEPTH_MAX + 1)))).toEqual(['LIST_DEPTH_TOO_LARGE'])
  })
})
