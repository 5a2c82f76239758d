import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { conformance } from '../../../tools/conformance.ts'

const FILE = fileURLToPath(new URL('../../vectors/metrics.json', import.meta.url))

type Nakamoto = Record<string, number>
type Metrics = Record<string, number | null> & { nakamoto: Nakamoto | null }
type Collusion = Record<string, number | null> | null
type Vectors = {
  cases: (Metrics & { values: unknown[]; total: string; entities: number; collusion: Collusion })[]
  guards: { nodes: number[]; guardEligible: number[]; collusion: Collusion }[]
  unknowns: { known: string[]; unknown: string[]; low: Metrics; high: Metrics; gini: Record<string, number | null> }[]
}

const FLOATS = [
  'gini',
  'giniUnbiased',
  'hhi',
  'effectiveNumber',
  'entropyBits',
  'entropyNormalised',
  'theil',
  'top1',
  'top3',
  'top10',
] as const

/** Twice as much as a float may be off. */
const NUDGE = 1 + 2e-9

const set = (target: unknown, change: object): unknown => Object.assign(target as object, change)

const read = async (): Promise<Vectors> => JSON.parse(await readFile(FILE, 'utf8')) as Vectors

describe('conformance of metrics.json', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-metrics-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const check = (): Promise<number> => conformance({ folder, write: () => undefined })
  const checkChanged = async (change: (vectors: Vectors) => unknown): Promise<number> => {
    const vectors = await read()
    change(vectors)
    await writeFile(join(folder, 'metrics.json'), JSON.stringify(vectors))
    return check()
  }

  it('passes, and counts every case of all three sections', async () => {
    await cp(FILE, join(folder, 'metrics.json'))
    const { cases, guards, unknowns } = await read()
    expect(await check()).toBe(cases.length + guards.length + unknowns.length)
  })

  it.each<[field: string, at: string, change: (vectors: Vectors) => unknown]>([
    ['total', 'cases 0', ({ cases }) => set(cases[0], { total: '41' })],
    ['total', 'cases 1', ({ cases }) => cases[1]?.values.push('1')],
    ['entities', 'cases 6', ({ cases }) => set(cases[6], { entities: 2 })],
    ['over_1_3', 'cases 2, nakamoto', ({ cases }) => set(cases[2]?.nakamoto, { over_1_3: 2 })],
    ['atLeast_2_3', 'cases 2, nakamoto', ({ cases }) => set(cases[2]?.nakamoto, { atLeast_2_3: 3 })],
    ['nakamoto', 'cases 3', ({ cases }) => set(cases[3], { nakamoto: null })],
    ['nakamoto', 'cases 10', ({ cases }) => set(cases[10], { nakamoto: cases[0]?.nakamoto })],
    ['giniUnbiased', 'cases 4', ({ cases }) => set(cases[4], { giniUnbiased: 0 })],
    ['entropyNormalised', 'cases 5', ({ cases }) => set(cases[5], { entropyNormalised: 0 })],
    ['gini', 'cases 11', ({ cases }) => set(cases[11], { gini: 0 })],
    ['collusion', 'cases 9', ({ cases }) => set(cases[9]?.collusion, { '0.1': 13 })],
    ['collusion', 'guards 3', ({ guards }) => set(guards[3], { collusion: null })],
    ['collusion', 'guards 6', ({ guards }) => set(guards[6]?.collusion, { '0.05': 7 })],
    ['collusion', 'guards 7', ({ guards }) => set(guards[7], { guardEligible: [1, 0, 0] })],
    ['over_1_2', 'unknowns 0, low, nakamoto', ({ unknowns }) => set(unknowns[0]?.low.nakamoto, { over_1_2: 1 })],
    ['hhi', 'unknowns 0, high', ({ unknowns }) => set(unknowns[0]?.high, { hhi: 2406 })],
    ['theil', 'unknowns 3, low', ({ unknowns }) => set(unknowns[3]?.low, { theil: 0.3 })],
    ['withUnknownsDistinct', 'unknowns 0, gini', ({ unknowns }) => set(unknowns[0]?.gini, { withUnknownsDistinct: 0 })],
    ['withoutUnknowns', 'unknowns 1, gini', ({ unknowns }) => set(unknowns[1]?.gini, { withoutUnknowns: 0 })],
  ])('finds a changed %s in %s', async (field, at, change) => {
    await expect(checkChanged(change)).rejects.toThrow(
      new RegExp(`^metrics\\.json, ${at}: TypeScript differs in ${field}\\.`),
    )
  })

  it.each(FLOATS)('finds a %s that is off by more than a billionth, and no smaller difference', async (field) => {
    const scaled = (factor: number) => (vectors: Vectors) => {
      const target = vectors.cases[9] as Metrics
      set(target, { [field]: (target[field] as number) * factor })
    }
    await expect(checkChanged(scaled(NUDGE))).rejects.toThrow(`cases 9: TypeScript differs in ${field}.`)
    expect(await checkChanged(scaled(1 + 1e-10))).toBeGreaterThan(0)
  })

  it('accepts a float near 0 by its absolute difference', async () => {
    expect(await checkChanged(({ cases }) => set(cases[0], { gini: 1e-13, theil: 9e-13 }))).toBeGreaterThan(0)
    await expect(checkChanged(({ cases }) => set(cases[0], { theil: 2e-12 }))).rejects.toThrow('differs in theil')
  })

  it.each<[why: string, change: (vectors: Vectors) => unknown, message: string]>([
    [
      'a fraction',
      ({ cases }) => set(cases[0], { values: ['1.5'] }),
      'cases 0 has no list of whole numbers as "values"',
    ],
    ['no list', ({ guards }) => set(guards[0], { nodes: 1 }), 'guards 0 has no list of whole numbers as "nodes"'],
    ['a text for a float', ({ cases }) => set(cases[0], { hhi: '2500' }), 'cases 0 has no number or null as "hhi"'],
  ])('refuses a file with %s', async (_why, change, message) => {
    await expect(checkChanged(change)).rejects.toThrow(message)
  })

  it('names a case whose counts are refused', async () => {
    await expect(checkChanged(({ guards }) => set(guards[2], { guardEligible: [9, 9, 9, 9, 9] }))).rejects.toThrow(
      /^metrics\.json, guards 2: TypeScript refuses it\.[\s\S]*OPERATOR_NODES_INVALID/,
    )
  })
})
