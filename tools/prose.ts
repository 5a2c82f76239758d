/**
 * Checks the words of comments, strings, titles of tests and pages.
 *
 *     npm run lint:prose                     prints the breaches per room and rule
 *     npm run lint:prose -- --list [ROOM]    prints each breach as file:line
 *     npm run lint:prose -- --long [ROOM]    prints each sentence of more than 25 words
 *     npm run lint:prose -- --check          fails if a total rose or a clean room has a breach
 *     npm run lint:prose -- --lower          lowers the totals that fell
 *
 * A line with `// prose: quoted` is spared. In Markdown the mark is `<!-- prose: quoted -->`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Breach } from './prose/findBreaches.ts'
import { readTree, roomOf } from './prose/readTree.ts'
import { renderTable } from './prose/renderTable.ts'
import { RULES } from './prose/rules.ts'
import { isClean, judge, lowerTotals, type Totals } from './prose/totals.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TOTALS = new URL('prose/totals.json', import.meta.url)
const USAGE = 'Usage: npm run lint:prose -- [--check | --lower | --list [ROOM] | --long [ROOM]]\n'

const main = (args: readonly string[]): number => {
  const [mode, room, ...others] = args
  const takesRoom = mode === '--list' || mode === '--long'
  const isKnown = mode === undefined || takesRoom || mode === '--check' || mode === '--lower'
  if (!isKnown || others.length > 0 || (room !== undefined && !takesRoom)) {
    process.stderr.write(`Unknown arguments: ${args.join(' ')}.\n${USAGE}`)
    return 1
  }
  const breaches = readTree(ROOT)
  const kept: Totals = JSON.parse(readFileSync(TOTALS, 'utf8'))
  if (takesRoom) {
    const isIn = (file: string) => room === undefined || isClean(file, [room]) || roomOf(file) === room
    const isListed = ({ rule, file }: Breach) => (rule === 'long') === (mode === '--long') && isIn(file)
    process.stdout.write(breaches.filter(isListed).map(formatBreach).join(''))
    return 0
  }
  if (mode === '--check') return check(breaches, kept)
  if (mode === '--lower') writeFileSync(TOTALS, `${JSON.stringify(lowerTotals(breaches, kept), undefined, 2)}\n`)
  process.stdout.write(renderTable(breaches, kept.clean))
  return 0
}

const check = (breaches: readonly Breach[], kept: Totals): number => {
  const { failures, notes } = judge(breaches, kept)
  if (notes.length > 0) process.stdout.write(`${notes.join('\n')}\n`)
  if (failures.length === 0) return 0
  process.stderr.write(`${failures.join('\n')}\nSee the breaches: npm run lint:prose -- --list\n`)
  return 1
}

const formatBreach = ({ rule, file, line, text }: Breach): string =>
  `${file}:${line}: ${rule === 'long' ? '' : `${rule} (${RULES[rule].says}): `}${text}\n`

process.exitCode = main(process.argv.slice(2))
