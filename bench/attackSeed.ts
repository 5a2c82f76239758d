/**
 * Gain and cost of each way to influence the seed, for an attacker who wants a node in the swarm of one bucket.
 *
 *     node bench/attackSeed.ts [--seed N] [--trials N]
 *
 * Prints one table: each chance by the exact formula and by simulation, with an interval of 99 %. The same seed prints
 * the same table. docs/randomness.md explains it.
 */
import { parseArgs } from 'node:util'
import { chanceOf, intervalOf, meanDrawsToPlace } from './attackSeed/probability.ts'
import { DEFAULT_RULES } from './attackSeed/registryModel.ts'
import { rowsOf } from './attackSeed/rows.ts'
import { type Result, simulate } from './attackSeed/simulate.ts'
import { cadenceOf, leavePending } from './attackSeed/strategies.ts'
import type { Settings } from './attackSeed/trial.ts'

const SEED = 20_260_401
const TRIALS = 20_000

export const DEFAULT_SETTINGS: Settings = {
  seed: SEED,
  honestNodes: 1_500,
  bucket: 2_210,
  stakes: 2,
  days: 180,
  rules: DEFAULT_RULES,
}

const HEAD = ['', 'strategy', 'draws', 'exact', 'simulated (99 % interval)', 'gain', 'cost', 'without the rule']

const percent = (share: number): string => `${(100 * share).toFixed(share > 0.9995 ? 1 : 2)} %`

function cellsOf({ row, hits, trials }: Result, honestNodes: number): string[] {
  const exact = chanceOf(honestNodes, row.draws)
  const [low, high] = intervalOf(hits, trials)
  return [
    row.id,
    row.name,
    row.draws.toLocaleString('en'),
    percent(exact),
    `${percent(hits / trials)} (${percent(low)} – ${percent(high)})`,
    `× ${(exact / chanceOf(honestNodes, row.honestDraws)).toFixed(2)}`,
    row.cost,
    row.withoutRule === undefined ? '–' : percent(row.withoutRule),
  ]
}

/** The table as Markdown: readable as it is, and printed in the docs as it is. */
export function tableOf(results: readonly Result[], honestNodes: number): string {
  const lines = [HEAD, ...results.map((result) => cellsOf(result, honestNodes))]
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => (cells[column] as string).length)))
  const [head = '', ...body] = lines.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`,
  )
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body, ''].join('\n')
}

function notesOf(results: readonly Result[], settings: Settings): string {
  const { honestNodes, rules } = settings
  const result = (id: string): Result => results.find(({ row }) => row.id === id) as Result
  const tries = (id: string): string => result(id).tried.toLocaleString('en')
  const cycleDays = cadenceOf(settings, leavePending).cycleSeconds / 86_400
  const draws = meanDrawsToPlace(honestNodes)
  const others = ['b', 'c', 'e'].map((id) => result(id).otherSeeds).join(', ')
  const known = result('g')
  return [
    `b, c, e: ${tries('b')} activations, ${tries('c')} keys and ${tries('e')} late publications tried; seeds that differed from the honest one: ${others}.`,
    `d: a draw takes a stake ${cycleDays.toFixed(2)} days; a place takes ${draws.toFixed(0)} draws on average, ${(draws * cycleDays).toLocaleString('en', { maximumFractionDigits: 0 })} stake-days.`,
    `f: a ticket names a round at least ${rules.lookahead.toLocaleString('en')} s ahead; rounds that were known when a ticket was taken: ${tries('f')}.`,
    `g: ${(known.tried / known.trials).toFixed(0)} strides looked at on average.`,
    '',
  ].join('\n')
}

function wholeNumber(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Error(`--${option} must be a whole number above 0; it is "${text}".`)
  return Number(text)
}

function main(): void {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, trials: { type: 'string' } } })
  const settings = { ...DEFAULT_SETTINGS, seed: wholeNumber('seed', values.seed, SEED) }
  const trials = wholeNumber('trials', values.trials, TRIALS)
  const { honestNodes, bucket, stakes, days, rules } = settings
  process.stdout.write(
    `Chance to serve bucket ${bucket} next to ${honestNodes.toLocaleString('en')} honest nodes on day ${days}; ${stakes} stakes if more than one.\n` +
      `Exit delay ${rules.exitDelay / 86_400} days, activation delay ${rules.activationDelay / 3_600} h, lookahead ${rules.lookahead.toLocaleString('en')} s, stride ${rules.stride} s. Seed ${settings.seed}, ${trials.toLocaleString('en')} trials.\n\n`,
  )
  const results = simulate({ settings, rows: rowsOf(settings), trials })
  process.stdout.write(`${tableOf(results, honestNodes)}\n${notesOf(results, settings)}`)
}

if (import.meta.main) main()
