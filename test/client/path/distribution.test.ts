import { describe, expect, it, vi } from 'vitest'
import { x25519KeyOf } from '../../../client/path/x25519KeyOf.ts'
import type { Hex } from '../../../shared/bytes.ts'
import type { ServiceNodeRecord } from '../../../shared/list/record.ts'
import { chiSquare, inGroups } from '../../../tools/paths/chiSquare.ts'
import { countFirstPaths, countPaths, HOPS } from '../../../tools/paths/countHops.ts'
import { exactHops, type HopChances } from '../../../tools/paths/exactHops.ts'
import { ANCHOR_TIMESTAMP, readRealNetwork } from '../../../tools/paths/network.ts'

vi.mock(import('../../../client/path/x25519KeyOf.ts'), async (load) =>
  (await import('../../../tools/paths/rememberKeys.ts')).rememberKeys(await load()),
)

const SEED = 'distribution 1'

/** Least p at which the distribution counts as the exact one. Seeds are fixed, so each run gives the same numbers. */
const P_MIN = 0.01

/** A hang guard. */
const HANG_MS = 600_000

/** Enough to find a tenth less for every second node, see below. `npm run campaign -- pathLaw` draws 100,000. */
const PATHS = 20_000

const real = readRealNetwork()

function expectLaw(counts: HopChances, exact: HopChances, hops: readonly (keyof HopChances)[] = HOPS): void {
  for (const hop of hops) {
    const { p, classes } = chiSquare(counts[hop], exact[hop])
    process.stdout.write(`${hop}: p = ${p.toFixed(3)} over ${classes} classes\n`)
    expect(p).toBeGreaterThan(P_MIN)
  }
}

describe('chiSquare', () => {
  it.each([
    // Quantiles from tables: 95 % of 1, 99 % of 10, 50 % of 100 degrees of freedom.
    [3.841_459, 1, 0.05],
    [23.209_251, 10, 0.01],
    [99.334_129, 100, 0.5],
  ])(
    'chiSquare returns for %d with %i degrees of freedom the probability of the tables, %d',
    (square, freedom, chance) => {
      const classes = freedom + 1
      // Only two classes differ from the expected count, by the amount that gives this square.
      const expected = 10_000
      const difference = Math.sqrt((square * expected) / 2)
      const counts = Array.from(
        { length: classes },
        (_, i) => expected + (i === 0 ? difference : i === 1 ? -difference : 0),
      )
      const probabilities = counts.map(() => 1 / classes)
      expect(chiSquare(counts, probabilities).p).toBeCloseTo(chance, 5)
    },
  )

  it('chiSquare returns 0 when an impossible class was counted', () => {
    expect(chiSquare([50, 50, 1], [0.5, 0.5, 0]).p).toBe(0)
  })
})

describe('the distribution of buildPath', () => {
  it(
    `buildPath draws uniformly by the rules from one guard on the real network (seed "${SEED}", ${PATHS.toLocaleString('en')} paths)`,
    async () => {
      const counts = await countPaths(real, { seed: SEED, paths: PATHS })
      const guards = counts.guard.flatMap((count, index) => (count > 0 ? [index] : []))
      expect(guards).toHaveLength(1)
      const exact = exactHops({ records: real, anchorTimestamp: ANCHOR_TIMESTAMP, level: 0 }, guards[0])
      expectLaw(counts, exact, ['middle', 'last'])
      for (const hop of ['middle', 'last'] as const) {
        expect(chiSquare(inGroups(counts[hop]), inGroups(exact[hop])).p).toBeGreaterThan(P_MIN)
        // The same counts, with a tenth less for every second node.
        const biased = counts[hop].map((count, i) => (i % 2 === 0 ? count : count * 0.9))
        expect(chiSquare(inGroups(biased), inGroups(exact[hop])).p).toBeLessThan(P_MIN / 10)
      }
    },
    HANG_MS,
  )

  it(
    'buildPath draws uniformly from all triples for new users when one operator and one /16 are crowded',
    async () => {
      const crowd = real.slice(0, 44).map((record, i): ServiceNodeRecord => {
        if (i < 12) return { ...record, operator: (real[0] as ServiceNodeRecord).operator }
        return i < 20 ? { ...record, ip: `45.9.${i}.1` } : record
      })
      const young = crowd.map((record, i) =>
        i % 7 === 0 ? { ...record, activatedAt: ANCHOR_TIMESTAMP - 86_400 } : record,
      )
      const counts = await countFirstPaths(young, { seed: SEED, users: 2_000 })
      const exact = exactHops({ records: young, anchorTimestamp: ANCHOR_TIMESTAMP, level: 0 })
      expect(exact.guard.filter((chance) => chance > 0).length).toBeLessThan(44)
      expectLaw(counts, exact)
    },
    HANG_MS,
  )

  it(
    'buildPath draws as if nodes with unsound keys were not listed',
    async () => {
      const offCurve = `0x02${'00'.repeat(31)}` as const
      expect(x25519KeyOf(offCurve)).toBeNull()
      // Four guards, and twelve nodes too young for guards, so that their keys are not checked before they are drawn. Four of
      // them have one operator, eight another, and six of the eight are unsound. A middle hop drawn after one of the four is
      // unsound in most cases.
      const [x, y] = [real[0]?.operator, real[1]?.operator] as [Hex, Hex]
      const records = real.slice(10, 26).map((record, i): ServiceNodeRecord => {
        const moved = { ...record, ip: `45.${i}.0.1`, activatedAt: i < 4 ? 0 : ANCHOR_TIMESTAMP }
        if (i < 4) return moved
        return i < 8
          ? { ...moved, operator: x }
          : { ...moved, operator: y, ...(i < 14 ? { ed25519Key: offCurve } : {}) }
      })
      const counts = await countFirstPaths(records, { seed: SEED, users: 3_000 })
      const usable = ({ ed25519Key }: { ed25519Key: string }): boolean => ed25519Key !== offCurve
      expectLaw(counts, exactHops({ records, anchorTimestamp: ANCHOR_TIMESTAMP, level: 0, usable }))
    },
    HANG_MS,
  )
})
