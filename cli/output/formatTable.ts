import type { Row } from './blocks.ts'

/** Lines of a two-column table, the first column padded to its widest cell. */
export const formatTable = (rows: readonly Row[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('')
}
