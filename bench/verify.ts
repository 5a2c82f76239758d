/**
 * Measures the verification of a list beside one keccak over as many bytes, in Node and in headless Chromium.
 *
 *     node bench/verify.ts
 *
 * Prints one table. `first` is the first time in a new process, compilation included; `best` is the best of 30.
 * Chromium is left out where there is none (`CHROMIUM` names another than /usr/bin/chromium).
 */
import type { Timing } from './verify/measureList.ts'
import { node, openChromium, type Runtime } from './verify/runtimes.ts'

/** Records, and the milliseconds that decoding and root are to take at most. */
const SIZES = [
  { count: 2_048, target: 30 },
  { count: 16_384, target: 250 },
] as const

/** Ratio to a bare keccak that is aimed at. */
const RATIO = 1.5

const HEAD = [
  'runtime',
  'records',
  'list, first',
  'list, best',
  'bare, first',
  'bare, best',
  'ratio of the best',
  'aim',
]

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`

const rowOf = (runtime: Runtime, { count, target }: (typeof SIZES)[number], list: Timing, bare: Timing): string[] => [
  runtime.name,
  count.toLocaleString('en'),
  milliseconds(list.first),
  milliseconds(list.best),
  milliseconds(bare.first),
  milliseconds(bare.best),
  (list.best / bare.best).toFixed(2),
  `${target} ms, ${RATIO}`,
]

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`

const chromium = await openChromium()
const runtimes = chromium === undefined ? [node] : [node, chromium]
process.stdout.write(lineOf(HEAD) + lineOf(HEAD.map(() => '---')))
for (const runtime of runtimes)
  for (const size of SIZES) {
    const list = await runtime.measure('list', size.count)
    const bare = await runtime.measure('bare', size.count)
    process.stdout.write(lineOf(rowOf(runtime, size, list, bare)))
  }
if (chromium === undefined) process.stdout.write('\nNo Chromium was found: only Node was measured.\n')
