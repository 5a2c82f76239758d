import { equalBytes } from '../bytes.ts'
import type { LeafChange } from './delta.ts'
import type { DecodedList } from './wire.ts'

/** Returns the leaves that differ between two lists, by leaf index: the `changes` for `encodeDelta`. */
export function diffLists(from: DecodedList, to: DecodedList): LeafChange[] {
  const changes: LeafChange[] = []
  let i = 0
  let j = 0
  // Each round moves on in at least one of the lists.
  while (i < from.count || j < to.count) {
    const before = from.leafIndexes[i] ?? Number.POSITIVE_INFINITY
    const after = to.leafIndexes[j] ?? Number.POSITIVE_INFINITY
    if (before < after) changes.push({ leafIndex: before, record: null })
    else {
      const record = to.recordBytes(j)
      if (after < before || !equalBytes(from.recordBytes(i), record)) changes.push({ leafIndex: after, record })
    }
    if (before <= after) i++
    if (after <= before) j++
  }
  return changes
}
