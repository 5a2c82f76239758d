import { ALLOWED } from './sendAs.ts'
import { ROLES, type Role, SEED } from './world.ts'

const WIDTH = 10

/** Prints a line per call and a column per role: `yes`, `61 days`, or `-` for a refusal. The errors come last. */
export const printMatrix = (
  rows: readonly { readonly call: string; readonly outcomes: Partial<Record<Role, string>> }[],
) => {
  const width = Math.max(...rows.map(({ call }) => call.length))
  const line = (name: string, cells: readonly string[], end: string): string =>
    `${name.padEnd(width)} ${cells.map((cell) => cell.padEnd(WIDTH)).join('')} ${end}\n`
  const cellOf = (outcome: string | undefined): string => {
    if (outcome === undefined) return '·'
    if (outcome === ALLOWED) return 'yes'
    return outcome.startsWith('after ') ? outcome.slice('after '.length) : '-'
  }
  const lines = rows.map(({ call, outcomes }) => {
    const errors = Object.values(outcomes).filter((outcome) => cellOf(outcome) === '-')
    return line(
      call,
      ROLES.map((role) => cellOf(outcomes[role])),
      [...new Set(errors)].join(', '),
    )
  })
  process.stdout.write(`seed "${SEED}"\n${line('', ROLES, 'refused with')}${lines.join('')}`)
}
