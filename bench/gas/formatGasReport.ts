import { formatColumns } from './formatColumns.ts'
import type { GasReport } from './measureGas.ts'

const count = (value: number): string => value.toLocaleString('en')

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** The report as one table of gas and one of code sizes. */
export const formatGasReport = ({ rows, sizes }: GasReport): string => {
  const gas = Object.entries(rows).map(([name, { gas: used, target }]) => [
    name,
    count(used),
    target === undefined ? '' : count(target),
    target === undefined ? '' : percent(used / target),
    target !== undefined && used > target ? 'above' : '',
  ])
  const bytes = Object.entries(sizes).map(([name, { bytes: used, limit }]) => [
    name,
    count(used),
    count(limit),
    percent(used / limit),
  ])
  return [
    formatColumns([['operation', 'gas', 'target', 'of it'], ...gas]),
    formatColumns([['code', 'bytes', 'limit', 'of it'], ...bytes]),
  ].join('\n')
}
