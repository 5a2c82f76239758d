import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OperatorNodesInvalidError } from '../../../shared/metrics/errors.ts'
import { findColluders, findCollusionNumbers, type OperatorNodes } from '../../../shared/metrics/findColluders.ts'
import { createFraction, type Fraction } from '../../../shared/metrics/fraction.ts'
import { processorMs } from '../../../tools/corpus/processorMs.ts'
import { SEED, seeded } from '../arbitraries.ts'
import { addFractions, compareFractions, shuffledArb, sum } from './arbitraries.ts'

/** Ten milliseconds are aimed at. */
const HANG_GUARD_MS = 50

const operatorsOf = (counts: readonly (readonly [nodes: bigint, guards: bigint])[]): OperatorNodes[] =>
  counts.map(([nodes, guardEligible], i) => ({ operator: String(i).padStart(6, '0'), nodes, guardEligible }))

const countArb = fc
  .tuple(fc.oneof(fc.bigInt({ min: 0n, max: 4n }), fc.bigInt({ min: 0n, max: 1n << 40n })), fc.nat(4))
  .map(([nodes, quarter]) => [nodes, (nodes * BigInt(quarter)) / 4n] as const)

const operatorsArb: fc.Arbitrary<OperatorNodes[]> = fc.array(countArb, { maxLength: 9, size: 'max' }).map(operatorsOf)

/** P_k for k = 1, 2 and so on, as the double sum over pairs, in fractions. Empty without guards or two operators. */
function probabilities(operators: readonly OperatorNodes[]): Fraction[] {
  const ranked = operators
    .filter(({ nodes }) => nodes > 0n)
    .sort((a, b) => Number(b.nodes - a.nodes) || (a.operator < b.operator ? -1 : 1))
  const nodes = sum(ranked.map((operator) => operator.nodes))
  const guards = sum(ranked.map((operator) => operator.guardEligible))
  if (ranked.length < 2 || guards === 0n) return []
  return ranked.map((_, k) => {
    const top = ranked.slice(0, k + 1)
    let probability = createFraction(0n, 1n)
    for (const first of top)
      for (const last of top)
        if (first !== last)
          probability = addFractions(
            probability,
            createFraction(first.guardEligible * last.nodes, guards * (nodes - first.nodes)),
          )
    return probability
  })
}

const leastOf = (all: readonly Fraction[], epsilon: Fraction): number | null => {
  const index = all.findIndex((probability) => compareFractions(probability, epsilon) >= 0)
  return index === -1 ? null : index + 1
}

const EPSILONS = [
  createFraction(1n, 1_000n),
  createFraction(1n, 100n),
  createFraction(1n, 20n),
  createFraction(1n, 10n),
]

describe('findCollusionNumbers', () => {
  it(seeded('finds what the double sum in exact fractions finds'), () => {
    fc.assert(
      fc.property(operatorsArb, (operators) => {
        const got = findCollusionNumbers(operators)
        if (operators.every(({ nodes }) => nodes === 0n)) {
          expect(got).toBeNull()
          return
        }
        const all = probabilities(operators)
        const [tenthPercent, onePercent, fivePercent, tenPercent] = EPSILONS.map((epsilon) => leastOf(all, epsilon))
        expect(got).toEqual({ tenthPercent, onePercent, fivePercent, tenPercent })
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it(seeded('decides probabilities that equal ε, or miss it by less than the fixed-point numbers can tell'), () => {
    const nudges = [1n << 60n, 1n << 250n]
    fc.assert(
      fc.property(operatorsArb, (operators) => {
        const all = probabilities(operators)
        for (const [i, probability] of all.entries()) {
          if (probability.numerator === 0n) continue
          expect(findColluders(operators, [probability])).toEqual([leastOf(all, probability)])
          for (const scale of nudges) {
            const { numerator, denominator } = probability
            const above = createFraction(numerator * scale + 1n, denominator * scale)
            expect(findColluders(operators, [above])).toEqual([leastOf(all, above)])
            if (i === all.length - 1) expect(leastOf(all, above)).toBeNull()
          }
        }
      }),
      { seed: SEED, numRuns: 100 },
    )
  })

  it(seeded('does not depend on the order of the operators'), () => {
    fc.assert(
      fc.property(shuffledArb(operatorsArb), ([operators, shuffled]) => {
        expect(findCollusionNumbers(shuffled)).toEqual(findCollusionNumbers(operators))
      }),
      { seed: SEED },
    )
  })

  it('ranks operators of equal size by name', () => {
    const guards = [0n, 0n, 1n]
    const named = (names: readonly string[]): OperatorNodes[] =>
      names.map((operator, i) => ({ operator, nodes: 1n, guardEligible: guards[i] as bigint }))
    expect(findColluders(named(['a', 'b', 'c']), [createFraction(1n, 2n)])).toEqual([3])
    expect(findColluders(named(['b', 'c', 'a']), [createFraction(1n, 2n)])).toEqual([2])
  })

  it('reaches 1 with all operators if there is a guard', () => {
    expect(
      findColluders(
        operatorsOf([
          [3n, 1n],
          [2n, 0n],
        ]),
        [createFraction(1n, 1n)],
      ),
    ).toEqual([2])
  })

  it('returns null without nodes, and null numbers without a second operator or without guards', () => {
    const none = { tenthPercent: null, onePercent: null, fivePercent: null, tenPercent: null }
    expect(findCollusionNumbers([])).toBeNull()
    expect(findCollusionNumbers(operatorsOf([[0n, 0n]]))).toBeNull()
    expect(
      findCollusionNumbers(
        operatorsOf([
          [5n, 5n],
          [0n, 0n],
        ]),
      ),
    ).toEqual(none)
    expect(
      findCollusionNumbers(
        operatorsOf([
          [5n, 0n],
          [4n, 0n],
        ]),
      ),
    ).toEqual(none)
  })

  it.each([
    ['more guards than nodes', [1n, 2n]],
    ['guards below 0', [1n, -1n]],
    ['nodes below 0', [-1n, -1n]],
  ] as const)('refuses %s', (_name, counts) => {
    expect(() => findCollusionNumbers(operatorsOf([counts]))).toThrow(OperatorNodesInvalidError)
  })

  it.each<[name: string, countOf: (i: number) => bigint, epsilons: readonly Fraction[]]>([
    ['of all sizes', (i) => BigInt(10_000 - i), EPSILONS],
    ['of one node each', () => 1n, EPSILONS],
    ['of one node each, at an exact probability', () => 1n, [createFraction(5_000n * 4_999n, 10_000n * 9_999n)]],
    ['of all sizes, up to the last one', (i) => BigInt(10_000 - i), [createFraction((1n << 60n) - 1n, 1n << 60n)]],
    ['of a hundred sizes, at the exact probability of all', (i) => BigInt(1 + (i % 100)), [createFraction(1n, 1n)]],
  ])(`decides 10,000 operators %s in under ${HANG_GUARD_MS} ms of a processor`, (_name, countOf, epsilons) => {
    const operators = operatorsOf(Array.from({ length: 10_000 }, (_, i) => [countOf(i), countOf(i)] as const))
    findColluders(operators, epsilons)
    const startedAt = processorMs()
    const found = findColluders(operators, epsilons)
    const ms = processorMs() - startedAt
    expect(found?.every((k) => k !== null)).toBe(true)
    expect(ms).toBeLessThan(HANG_GUARD_MS)
  })
})
