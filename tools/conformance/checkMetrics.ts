import type { Nakamoto } from '../../shared/metrics/countNakamoto.ts'
import { type CollusionNumbers, findCollusionNumbers, type OperatorNodes } from '../../shared/metrics/findColluders.ts'
import { type Fraction, toFloat } from '../../shared/metrics/fraction.ts'
import { type Concentration, measureConcentration } from '../../shared/metrics/measureConcentration.ts'
import { type Bounds, measureReadings } from '../../shared/metrics/measureReadings.ts'
import type { Check, CheckContext } from './check.ts'
import { VectorFileInvalidError } from './errors.ts'
import type { VectorObject } from './vectorFile.ts'

/** Maximum differences of floats from their vectors. Either one is enough. */
const RELATIVE_MAX = 1e-9
const ABSOLUTE_MAX = 1e-12

/** A weight of 512 bits has fewer digits. */
const WEIGHT = /^(?:0|[1-9]\d{0,153})$/

type ExpectSame = CheckContext['expectSame']
type Value = Fraction | number | null

const invalid = (vector: VectorObject, reason: string): VectorFileInvalidError =>
  new VectorFileInvalidError({ file: 'metrics.json', reason: `${vector.at} ${reason}` })

function readWeights(vector: VectorObject, key: string): bigint[] {
  const weights = vector.raw(key)
  if (!Array.isArray(weights) || !weights.every((weight) => WEIGHT.test(String(weight))))
    throw invalid(vector, `has no list of whole numbers as "${key}"`)
  return weights.map((weight) => BigInt(weight as string | number))
}

const isNear = (expected: number, got: number): boolean => {
  const difference = Math.abs(expected - got)
  return difference <= ABSOLUTE_MAX || difference <= RELATIVE_MAX * Math.abs(expected)
}

/** Compares a float of the vectors with an exact or inexact value of ours. null equals only null. */
function expectNear(args: { vector: VectorObject; field: string; got: Value; expectSame: ExpectSame }): void {
  const { vector, field, got, expectSame } = args
  const expected = vector.raw(field)
  if (expected !== null && typeof expected !== 'number') throw invalid(vector, `has no number or null as "${field}"`)
  const float = got === null || typeof got === 'number' ? got : toFloat(got)
  if (expected !== null && float !== null && isNear(expected, float)) return
  expectSame(vector.at, field, String(expected), String(float))
}

function expectNakamoto(vector: VectorObject, got: Nakamoto | null, expectSame: ExpectSame): void {
  if (vector.raw('nakamoto') === null || got === null) {
    const shown = got === null ? 'null' : 'numbers'
    expectSame(vector.at, 'nakamoto', vector.raw('nakamoto') === null ? 'null' : 'numbers', shown)
    return
  }
  const expected = vector.object('nakamoto')
  for (const convention of ['over', 'atLeast'] as const)
    for (const [threshold, name] of [
      ['1_3', 'oneThird'],
      ['1_2', 'oneHalf'],
      ['2_3', 'twoThirds'],
    ] as const) {
      const field = `${convention}_${threshold}`
      expectSame(expected.at, field, Number(expected.raw(field)), got[convention][name])
    }
}

function expectCollusion(vector: VectorObject, got: CollusionNumbers | null, expectSame: ExpectSame): void {
  const numbers = got && {
    '0.001': got.tenthPercent,
    '0.01': got.onePercent,
    '0.05': got.fivePercent,
    '0.1': got.tenPercent,
  }
  expectSame(vector.at, 'collusion', JSON.stringify(vector.raw('collusion')), JSON.stringify(numbers))
}

const toOperators = (nodes: readonly bigint[], guards: readonly bigint[]): OperatorNodes[] =>
  nodes.map((count, i) => ({
    // Places as names of equal length, so that the order of names is the order of the vectors.
    operator: String(i).padStart(6, '0'),
    nodes: count,
    guardEligible: guards[i] ?? 0n,
  }))

function checkCase(vector: VectorObject, expectSame: ExpectSame): void {
  const weights = readWeights(vector, 'values')
  const got: Concentration | null = measureConcentration(weights)
  expectSame(vector.at, 'total', vector.bigint('total'), got?.total ?? 0n)
  expectSame(vector.at, 'entities', Number(vector.raw('entities')), weights.length)
  expectNakamoto(vector, got?.nakamoto ?? null, expectSame)
  for (const field of [
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
  ] as const)
    expectNear({ vector, field, got: got?.[field] ?? null, expectSame })
  expectCollusion(vector, findCollusionNumbers(toOperators(weights, weights)), expectSame)
}

function checkGuards(vector: VectorObject, expectSame: ExpectSame): void {
  const operators = toOperators(readWeights(vector, 'nodes'), readWeights(vector, 'guardEligible'))
  expectCollusion(vector, findCollusionNumbers(operators), expectSame)
}

function checkReading(vector: VectorObject, got: (Bounds & { theil: number }) | null, expectSame: ExpectSame): void {
  expectNakamoto(vector, got?.nakamoto ?? null, expectSame)
  for (const field of ['hhi', 'effectiveNumber', 'entropyBits', 'theil', 'top1', 'top3', 'top10'] as const)
    expectNear({ vector, field, got: got?.[field] ?? null, expectSame })
}

function checkUnknowns(vector: VectorObject, expectSame: ExpectSame): void {
  const got = measureReadings({ known: readWeights(vector, 'known'), unknown: readWeights(vector, 'unknown') })
  for (const side of ['low', 'high'] as const)
    checkReading(vector.object(side), got && { ...got.bounds[side], theil: got.readings[side].theil }, expectSame)
  for (const field of ['withUnknownsDistinct', 'withoutUnknowns'] as const)
    expectNear({ vector: vector.object('gini'), field, got: got?.gini[field] ?? null, expectSame })
}

export const checkMetrics: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    let count = 0
    const sections = [
      ['cases', checkCase],
      ['guards', checkGuards],
      ['unknowns', checkUnknowns],
    ] as const
    for (const [section, check] of sections)
      for (const vector of vectors.objects(section)) {
        begin(vector.at)
        check(vector, expectSame)
        count++
      }
    return count
  },
}
