import type { Breach } from './findBreaches.ts'
import { roomOf } from './readTree.ts'
import { RULE_NAMES } from './rules.ts'
import { countRule, isClean } from './totals.ts'

const COLUMNS = [...RULE_NAMES, 'long'] as const

/** Renders one line per room and one column per rule, and the totals. `long` counts sentences of too many words. */
export const renderTable = (breaches: readonly Breach[], clean: readonly string[]): string => {
  const rooms = [...new Set(breaches.map(({ file }) => roomOf(file)))].sort()
  const rowOf = (name: string, found: readonly Breach[]) => [
    name,
    ...COLUMNS.map((rule) => `${countRule(found, rule)}`),
    `${found.filter(({ rule }) => rule !== 'long').length}`,
  ]
  const rows = [
    ['room', ...COLUMNS, 'all rules'],
    ...rooms.map((room) =>
      rowOf(
        isClean(room, clean) ? `${room} (clean)` : room,
        breaches.filter(({ file }) => roomOf(file) === room),
      ),
    ),
    rowOf('total', breaches),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return `${rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')}\n`
}
