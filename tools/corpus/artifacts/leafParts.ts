import { RECORD_BYTES } from '../../../shared/list/record.ts'
import { bytesOperators } from '../operators/bytesOperators.ts'
import { foreignOperators } from '../operators/foreignOperators.ts'
import type { Artifact } from '../operators/operator.ts'
import { sequenceOperators } from '../operators/sequenceOperators.ts'
import { itemsLens, partLens } from './partLens.ts'

/** Magic, version, root, leaf index and depth; then the record; then three siblings for each height. */
const HEAD_BYTES = 42
const HASH_BYTES = 32

const head = partLens('leaf', 0, HEAD_BYTES)
const record = partLens('leaf', HEAD_BYTES, HEAD_BYTES + RECORD_BYTES)
const siblings = partLens('leaf', HEAD_BYTES + RECORD_BYTES)
const whole = partLens('leaf', 0)

/** A single record with its siblings. */
export const leafParts: readonly Artifact[] = [
  { name: 'leaf: header', ask: 'leaf', operators: { ...bytesOperators(head), ...foreignOperators(head) } },
  { name: 'leaf: record', ask: 'leaf', operators: { ...bytesOperators(record), ...foreignOperators(record) } },
  {
    name: 'leaf: siblings',
    ask: 'leaf',
    operators: {
      ...bytesOperators(siblings),
      ...sequenceOperators(itemsLens(siblings, HASH_BYTES)),
      ...foreignOperators(siblings),
    },
  },
  { name: 'leaf: document', ask: 'leaf', operators: { ...bytesOperators(whole), ...foreignOperators(whole) } },
]
