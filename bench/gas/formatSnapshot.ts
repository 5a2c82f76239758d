import type { GasReport } from './measureGas.ts'

/** The report as it is committed: readable, and in an order that does not depend on that of the measurement. */
export const formatSnapshot = ({ rows, sizes }: GasReport): string =>
  `${JSON.stringify({ rows: sorted(rows), sizes: sorted(sizes) }, null, 2)}\n`

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
