import type { DifferentialResult } from './runDifferential.ts'

/** A table of operations by outcome, and the count of each reached state. */
export const formatOutcomes = ({ outcomes, reached, operations, nodes }: DifferentialResult): string => {
  const rows = [...outcomes]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([operation, row]) => {
      const refused = [...row].filter(([name]) => name !== 'ok').sort(([, a], [, b]) => b - a)
      return [
        operation,
        `${row.get('ok') ?? 0}`,
        refused.map(([name, times]) => `${name} ${times}`).join(', '),
      ] as const
    })
  const width = Math.max(...rows.map(([operation]) => operation.length))
  return [
    `${'operation'.padEnd(width)}     ok  refused`,
    ...rows.map(([operation, ok, refused]) => `${operation.padEnd(width)}  ${ok.padStart(5)}  ${refused}`),
    `${operations} operations on ${nodes} nodes reached: ${[...reached].map(([what, times]) => `${what} ${times}`).join(', ')}`,
    '',
  ].join('\n')
}
