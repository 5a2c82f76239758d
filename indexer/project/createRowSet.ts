/** Rows in memory, and those of them that changed. */
export type RowSet<Row> = {
  get(...key: readonly unknown[]): Row | undefined
  set(row: Row): void
  /** Returns the rows that were set since the last call. */
  takeChanged(): Row[]
}

/** @param keyOf the values that tell rows apart, in the order of `get` */
export function createRowSet<Row>(keyOf: (row: Row) => readonly unknown[], rows: Iterable<Row>): RowSet<Row> {
  const toText = (key: readonly unknown[]) => key.join(':')
  const all = new Map<string, Row>()
  const changed = new Set<string>()
  for (const row of rows) all.set(toText(keyOf(row)), row)
  return {
    get: (...key) => all.get(toText(key)),
    set(row) {
      const key = toText(keyOf(row))
      all.set(key, row)
      changed.add(key)
    },
    takeChanged() {
      const keys = [...changed]
      changed.clear()
      return keys.flatMap((key) => all.get(key) ?? [])
    },
  }
}
