/**
 * An attacker who wants a node in the swarm of one bucket: what each way to influence the seed gains, and what it costs.
 *
 *     node bench/attackSeed.ts [--seed N] [--trials N]
 *
 * Prints one table: each chance by the exact formula and by simulation, with an interval of 99 %. The same seed prints
 * the same table. What it means: docs/randomness.md.
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

/** Nodes whose majority in a swarm of 7 a builder could draw with one block. */
const MAJORITY = 4

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
  const cycleDays = (cadenceOf(settings, leavePending).cycleBlocks * rules.blockSeconds) / 86_400
  const draws = meanDrawsToPlace(honestNodes)
  const majority = chanceOf(honestNodes, 1) ** -MAJORITY
  const grinding = result('g')
  return [
    `b, c: ${tries('b')} activations and ${tries('c')} keys tried; seeds that differed from the honest one: ${result('b').otherSeeds} and ${result('c').otherSeeds}.`,
    `d: a draw takes a stake ${cycleDays.toFixed(2)} days; a place takes ${draws.toFixed(0)} draws on average, ${(draws * cycleDays).toLocaleString('en', { maximumFractionDigits: 0 })} stake-days.`,
    `e: a draw that went by is replaced ${(rules.exitDelay / 86_400).toFixed(0)} days after the node could have been activated.`,
    `g: ${(grinding.tried / grinding.trials).toFixed(0)} headers hashed on average; ${majority.toExponential(1)} for ${MAJORITY} of one swarm's 7 with ${MAJORITY} nodes registered in one block.`,
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
    `Chance to serve bucket ${bucket} next to ${honestNodes.toLocaleString('en')} honest nodes on day ${days}; ${stakes} stakes where more than one.\n` +
      `Exit delay ${rules.exitDelay / 86_400} days, activation delay ${rules.activationDelay / 3_600} h, a block every ${rules.blockSeconds} s. Seed ${settings.seed}, ${trials.toLocaleString('en')} trials.\n\n`,
  )
  const results = simulate({ settings, rows: rowsOf(settings), trials })
  process.stdout.write(`${tableOf(results, honestNodes)}\n${notesOf(results, settings)}`)
}

if (import.meta.main) main()
