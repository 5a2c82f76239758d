import { concat, writeUint } from '../../../shared/bytes.ts'
import { RECORD_BYTES } from '../../../shared/list/record.ts'
import { bytesOperators } from '../operators/bytesOperators.ts'
import { foreignOperators } from '../operators/foreignOperators.ts'
import type { Artifact, Lens } from '../operators/operator.ts'
import { sequenceOperators } from '../operators/sequenceOperators.ts'
import { partLens } from './partLens.ts'

/** Magic, version, both roots, depth and count; then the rows. */
const HEAD_BYTES = 74
const COUNT_AT = 70

/** Leaf index and mark; behind mark 1 a record. */
const ROW_HEAD_BYTES = 5

const head = partLens('delta', 0, HEAD_BYTES)
const tail = partLens('delta', HEAD_BYTES)
const whole = partLens('delta', 0)

const rowsOf = (bytes: Uint8Array): Uint8Array[] => {
  const rows: Uint8Array[] = []
  for (let from = 0; from < bytes.length; from += rows.at(-1)?.length ?? bytes.length)
    rows.push(bytes.subarray(from, from + ROW_HEAD_BYTES + (bytes[from + 4] === 1 ? RECORD_BYTES : 0)))
  return rows
}

/** Rows, with a count that fits them. */
const rows: Lens<readonly Uint8Array[]> = {
  read: (answers, draw) => rowsOf(tail.read(answers, draw)),
  write: (changed, draw) => {
    const header = draw.of.answers.delta.slice(0, HEAD_BYTES)
    writeUint(header, COUNT_AT, 4, changed.length)
    return { ...draw.of.answers, delta: concat([header, ...changed]) }
  },
}

/** Changes since the previous list. */
export const deltaParts: readonly Artifact[] = [
  { name: 'delta: header', ask: 'delta', operators: { ...bytesOperators(head), ...foreignOperators(head) } },
  {
    name: 'delta: rows',
    ask: 'delta',
    operators: { ...bytesOperators(tail), ...sequenceOperators(rows), ...foreignOperators(rows) },
  },
  { name: 'delta: document', ask: 'delta', operators: { ...bytesOperators(whole), ...foreignOperators(whole) } },
]
