import fc from 'fast-check'
import type { Hex } from '../../../shared/bytes.ts'
import { createFraction, type Fraction } from '../../../shared/metrics/fraction.ts'
import type { MetricNode } from '../../../shared/metrics/metricNode.ts'

/** Small weights give ties, zeros and sums that meet a threshold exactly. Large ones exceed every float. */
export const weightArb: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: 0n, max: 6n }),
  fc.bigInt({ min: 0n, max: (1n << 96n) - 1n }),
)

export const weightsArb = (maxLength: number): fc.Arbitrary<bigint[]> => fc.array(weightArb, { maxLength, size: 'max' })

export const shuffledArb = <T>(items: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> =>
  items.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))

export const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n)

/** Below 0, 0 or above 0, as for `sort`. */
export const compareFractions = (a: Fraction, b: Fraction): number =>
  Number(a.numerator * b.denominator - b.numerator * a.denominator > 0n) -
  Number(a.numerator * b.denominator - b.numerator * a.denominator < 0n)

export const addFractions = (a: Fraction, b: Fraction): Fraction =>
  createFraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)

export const addressOf = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`

/** Nodes of few operators, subnets, AS and countries, some of them unknown. Ids are 1, 2, 3 and so on. */
export const nodesArb = (maxLength: number): fc.Arbitrary<MetricNode[]> =>
  fc
    .array(
      fc.record({
        operator: fc.nat(4).map(addressOf),
        ip: fc.oneof(
          fc.tuple(fc.nat(2), fc.nat(2), fc.nat(9)).map(([a, b, c]) => `45.${a}.${b}.${c}`),
          fc.tuple(fc.nat(2), fc.nat(2)).map(([a, b]) => `2001:db8:${a}:${b}::1`),
        ),
        stake: fc.bigInt({ min: 0n, max: 9n }),
        contributions: fc.array(
          fc.record({ contributor: fc.nat(4).map(addressOf), amount: fc.bigInt({ min: 0n, max: 9n }) }),
          { maxLength: 3 },
        ),
        asNumber: fc.option(fc.integer({ min: 64_496, max: 64_499 })),
        country: fc.option(fc.constantFrom('AT', 'CH', 'DE')),
        isGuardEligible: fc.boolean(),
      }),
      { maxLength },
    )
    .map((nodes) => nodes.map((node, i) => ({ ...node, nodeId: i + 1 })))
