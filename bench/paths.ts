/**
 * Measures paths and swarms, on the real network and on larger ones of its shape.
 *
 *     node bench/paths.ts
 *
 * Prints one table: medians, and how many times as long as a floor: three numbers from the same random source, which no
 * path can do without. Times are of the machine at hand; the ratios can be compared.
 */

import { createDrawBelow, globalRandom } from '../client/path/createDrawBelow.ts'
import { createPathBuilder } from '../client/path/createPathBuilder.ts'
import type { Exclusion } from '../client/path/pathBuilder.ts'
import { createSwarms } from '../client/swarm/createSwarms.ts'
import type { ServiceNodeRecord } from '../shared/list/record.ts'
import { enlargedNetwork } from '../tools/paths/network.ts'
import { listOn } from '../tools/paths/user.ts'
import { memoryStorage } from '../tools/support/memoryStorage.ts'

const SIZES = [1_553, 16_384]

/** Paths, of which the median is taken; updates and swarms take longer and are measured less often. */
const PATHS = 300
const UPDATES = 3

/** Paths after which times are taken again. */
const PATHS_BEFORE = 2_000

const REGISTRY = `0x${'0'.repeat(40)}` as const
const HEAD = ['nodes', 'what', 'median µs', '× floor']

async function medianOf(runs: number, task: () => unknown): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now()
    await task()
    times.push((performance.now() - startedAt) * 1_000)
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] as number
}

async function measure(records: readonly ServiceNodeRecord[]): Promise<[what: string, micros: number][]> {
  const draw = createDrawBelow(globalRandom)
  const builder = createPathBuilder({ chainId: 1n, registry: REGISTRY, storage: memoryStorage() })
  const list = listOn(0, records)
  const destination = records[0] as ServiceNodeRecord
  const exclude: Exclusion = { nodeIds: [destination.nodeId], operators: [destination.operator] }
  const floor = await medianOf(PATHS, () => draw(records.length) + draw(records.length) + draw(records.length))
  const firstList = await medianOf(1, () => builder.update(list))
  const firstPath = await medianOf(1, () => builder.buildPath())
  const newHops = await medianOf(PATHS, () => builder.buildPath())
  // Nodes drawn before have their keys derived: from here on that is most of the real network, few of a large one.
  for (let path = 0; path < PATHS_BEFORE; path++) await builder.buildPath()
  return [
    ['three random numbers, the floor', floor],
    ['first list', firstList],
    ['first path', firstPath],
    ['path, soon after the first', newHops],
    [`path, after ${PATHS_BEFORE}`, await medianOf(PATHS, () => builder.buildPath())],
    ['path without a destination and its operator', await medianOf(PATHS, () => builder.buildPath({ exclude }))],
    ['later list', await medianOf(UPDATES, () => builder.update(list))],
    ['swarm of an account', await medianOf(UPDATES, () => createSwarms(records).swarm(new Uint8Array(32)))],
    ['buckets of all nodes', await medianOf(1, () => createSwarms(records).bucketsOf(destination.nodeId))],
  ]
}

async function main(): Promise<void> {
  const rows = [HEAD]
  for (const size of SIZES) {
    const results = await measure(enlargedNetwork(size))
    const [, floor] = results[0] as [string, number]
    for (const [what, micros] of results)
      rows.push([size.toLocaleString('en'), what, micros.toFixed(micros < 100 ? 1 : 0), (micros / floor).toFixed(0)])
  }
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] as number)).join(' | ')} |\n`
  const [head = [], ...body] = rows
  process.stdout.write(`${line(head)}${line(widths.map((width) => '-'.repeat(width)))}${body.map(line).join('')}`)
}

await main()
