import { bytesToHex, equalBytes, type Hex } from '../bytes.ts'
import type { LeafChange, ListDelta } from './delta.ts'
import { DeltaNotApplicableError, RootMismatchError } from './errors.ts'
import { type DecodedList, decodeList, type ListLimits, type PackedRow, packList } from './wire.ts'

function checkChange({ leafIndex, record }: LeafChange, old: Uint8Array | null): void {
  if (old === null && record === null)
    throw new DeltaNotApplicableError({ reason: `it empties leaf ${leafIndex}, which is empty` })
  if (old !== null && record !== null && equalBytes(old, record))
    throw new DeltaNotApplicableError({ reason: `it sets leaf ${leafIndex} to what stands there` })
}

/** Merges the changes into the rows of the base. Both are ordered, so one pass is enough. */
function mergeRows(list: DecodedList, changes: readonly LeafChange[]): PackedRow[] {
  const rows: PackedRow[] = []
  let i = 0
  const keepUpTo = (leafIndex: number): void => {
    for (; i < list.count && (list.leafIndexes[i] as number) < leafIndex; i++)
      rows.push({ leafIndex: list.leafIndexes[i] as number, record: list.recordBytes(i) })
  }
  for (const change of changes) {
    const { leafIndex, record } = change
    keepUpTo(leafIndex)
    const isHeld = list.leafIndexes[i] === leafIndex
    checkChange(change, isHeld ? list.recordBytes(i) : null)
    if (isHeld) i++
    if (record !== null) rows.push({ leafIndex, record })
  }
  keepUpTo(Number.POSITIVE_INFINITY)
  return rows
}

/**
 * Applies a delta to a list. Between two lists there is exactly one delta. A delta with detours is refused, even if it
 * leads to the right root. Detours set a leaf to the same record, empty an empty leaf, or shrink the tree.
 *
 * @param base the list and its root, which the caller has checked
 * @throws DeltaNotApplicableError if the delta is not for this list
 * @throws RootMismatchError if the delta does not lead to the root that it names
 * @throws ListEmptyError, ListCountTooLargeError, ListDepthTooLargeError
 */
export function applyDelta(
  base: { root: Hex; list: DecodedList },
  delta: ListDelta,
  limits: ListLimits = {},
): DecodedList {
  const { list } = base
  if (delta.from !== base.root)
    throw new DeltaNotApplicableError({ reason: `it is for the list with root ${delta.from}, not ${base.root}` })
  if (delta.depth < list.depth)
    throw new DeltaNotApplicableError({
      reason: `the tree never shrinks, and ${delta.depth} is less than ${list.depth}`,
    })
  if (delta.changes.length === 0 && delta.depth === list.depth)
    throw new DeltaNotApplicableError({ reason: 'it changes nothing' })
  const { chainId, registry } = list
  const rows = mergeRows(list, delta.changes)
  const result = decodeList(packList({ chainId, registry, depth: delta.depth, rows }), limits)
  const root = bytesToHex(result.root())
  if (root !== delta.to) throw new RootMismatchError({ root, expected: delta.to })
  return result
}
