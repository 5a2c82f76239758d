/**
 * How long an attacker with any number of stakes needs to take the network over, on three networks.
 *
 *     node bench/takeover.ts [--write]
 *
 * Prints one table with the fastest of many attacks. The same command prints the same table. docs/security.md explains
 * it. `--write` keeps the attacks on 12 nodes, call by call, in bench/takeover/schedules.json. A test plays them on the
 * contracts.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { hoursOfOutage } from './takeover/outage.ts'
import type { Moment } from './takeover/playAttack.ts'
import { leavingOf, NETWORKS, type Row, rowsOf } from './takeover/rows.ts'
import { schedulesOf } from './takeover/schedules.ts'

const HEAD = [
  ...['', 'case', 'honest nodes', 'over a third', 'two thirds', 'last honest node off', 'stakes', 'at least'],
  'without the rule',
]

const count = (value: number): string => value.toLocaleString('en')
const hoursOf = (moment: Moment | undefined): string => (moment === undefined ? '–' : `${count(moment.hours)} h`)

function cellsOf({ id, name, honestNodes, third, control, alone, bars, withoutRule }: Row): string[] {
  const stakes = [control, alone].filter((moment) => moment !== undefined).map((moment) => count(moment.stakes))
  const least = [bars.control, bars.alone].filter((hours) => hours !== undefined).map((hours) => `${hours} h`)
  return [
    id,
    name,
    count(honestNodes),
    hoursOf(third),
    hoursOf(control),
    hoursOf(alone),
    [...new Set(stakes)].join(', '),
    least.join(', ') || '–',
    withoutRule === undefined ? '–' : `${count(withoutRule)} h`,
  ]
}

/** The table as Markdown: readable as it is, and printed in the docs as it is. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => (cells[column] as string).length)))
  const [head = '', ...body] = lines.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`,
  )
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body, ''].join('\n')
}

/** The table's rows: each case with its networks. */
export function allRows(): readonly Row[] {
  const rows = NETWORKS.flatMap(rowsOf)
  const ids = new Set(rows.map(({ id }) => id))
  return [...ids].flatMap((id) => rows.filter((row) => row.id === id))
}

/** Lines below the table: an outage, and nodes that leave. */
export function notesOf(): string {
  const outages = NETWORKS.map((nodes) => `${hoursOfOutage(nodes)} h`).join(', ')
  const leavings = NETWORKS.map(leavingOf)
  const left = leavings.map(({ hours }) => `${hours} h`).join(', ')
  return [
    `A fifth of ${NETWORKS.map(count).join(', ')} nodes falls silent: all of it is suspended within ${outages}.`,
    `All honest nodes ask for the exit when they see the attacker. All have left after ${left}. Removed before: ${leavings.map(({ removed }) => removed).join(', ')}.`,
    '',
  ].join('\n')
}

/** The file that a test plays on the contracts. */
export const SCHEDULES = new URL('takeover/schedules.json', import.meta.url)

/** Maximum of columns of a line of that file. */
const LINE_MAX = 120

/** Text of that file: the numbers of each attack, as many in a line as fit. */
export const formatSchedules = (): string => {
  const entries = Object.entries(schedulesOf()).map(([name, steps]) => `  "${name}": [\n${wrap(steps)}\n  ]`)
  return `{\n${entries.join(',\n')}\n}\n`
}

function wrap(numbers: readonly number[]): string {
  const lines: string[] = []
  let line = '   '
  for (const [index, number] of numbers.entries()) {
    const text = ` ${number}${index + 1 < numbers.length ? ',' : ''}`
    if (line.length + text.length > LINE_MAX) {
      lines.push(line)
      line = '   '
    }
    line += text
  }
  return [...lines, line].join('\n')
}

function main(): void {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } })
  process.stdout.write(`Hours from the attacker's first activation, with epochs of an hour.\n\n`)
  process.stdout.write(`${tableOf(allRows())}\n${notesOf()}`)
  if (values.write) writeFileSync(SCHEDULES, formatSchedules())
}

if (import.meta.main) main()
