import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { encodeInput, type HistogramArgs, hashInput } from '../../shared/metrics/encodeHistogram.ts'
import { DIMENSIONS, type Dimension } from '../../shared/metrics/entityKey.ts'
import type { MetricNode } from '../../shared/metrics/metricNode.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import { type Check, codeOf } from './check.ts'
import { VectorFileInvalidError } from './errors.ts'
import type { VectorObject } from './vectorFile.ts'

const invalid = (vector: VectorObject, reason: string): VectorFileInvalidError =>
  new VectorFileInvalidError({ file: 'histograms.json', reason: `${vector.at} ${reason}` })

function readNode(vector: VectorObject): MetricNode {
  const [isGuardEligible, asNumber, country] = ['isGuardEligible', 'asNumber', 'country'].map((key) => vector.raw(key))
  if (typeof isGuardEligible !== 'boolean') throw invalid(vector, 'has an "isGuardEligible" that is not a boolean')
  if (asNumber !== null && typeof asNumber !== 'number') throw invalid(vector, 'has an "asNumber" that is not a number')
  if (country !== null && typeof country !== 'string') throw invalid(vector, 'has a "country" that is not a text')
  return {
    nodeId: vector.integer('nodeId', UINT32_MAX),
    operator: vector.hex('operator', 20),
    ip: vector.text('ip'),
    stake: vector.bigint('stake'),
    contributions: vector.objects('contributions').map((place) => ({
      contributor: place.hex('contributor', 20),
      amount: place.bigint('amount'),
    })),
    asNumber: asNumber as number | null,
    country: country as string | null,
    isGuardEligible,
  }
}

function readArgs(vector: VectorObject): HistogramArgs {
  const [dimension, weight] = [vector.text('dimension'), vector.text('weight')]
  if (!Object.hasOwn(DIMENSIONS, dimension)) throw invalid(vector, 'has an unknown "dimension"')
  if (weight !== 'COUNT' && weight !== 'STAKE') throw invalid(vector, 'has an unknown "weight"')
  return {
    nodes: vector.objects('nodes').map(readNode),
    dimension: dimension as Dimension,
    weight,
    enrichment: vector.raw('enrichment') === null ? null : vector.hex('enrichment', 32),
  }
}

/** null as the text of the JSON has it. */
const shown = (hex: Hex | null): string => String(hex)

export const checkHistograms: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const histograms = vectors.objects('histograms')
    for (const vector of histograms) {
      begin(vector.at)
      const args = readArgs(vector)
      const bytes = encodeInput(args)
      const expected = (key: string): string => (vector.raw(key) === null ? 'null' : vector.hex(key))
      expectSame(vector.at, 'bytes', expected('bytes'), shown(bytes && bytesToHex(bytes)))
      expectSame(vector.at, 'inputHash', expected('inputHash'), shown(hashInput(args)))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const args = readArgs(vector)
      expectSame(
        vector.at,
        'code',
        vector.text('code'),
        codeOf(() => encodeInput(args)),
      )
    }
    return histograms.length + refused.length
  },
}
