/**
 * Plays a network file through everything there is: contracts, indexer, API, client.
 *
 *     npm run replay -- FILE
 */
import { createProgress } from '../cli/output/createProgress.ts'
import { formatTable } from '../cli/output/formatTable.ts'
import { readNetworkFile } from './replay/readNetworkFile.ts'
import { type ReplayReport, replayNetwork } from './replay/replayNetwork.ts'

const SEED = 'muster replay'

/** Least, median and largest of some gas figures. */
const spread = (gas: readonly bigint[]): string => {
  const sorted = [...gas].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const pick = (index: number): string => (sorted[index] ?? 0n).toLocaleString('en')
  return `${pick(0)} / ${pick(Math.floor(sorted.length / 2))} / ${pick(sorted.length - 1)}`
}

const describe = (report: ReplayReport, operatorCount: number, totalSeconds: number): string => {
  const { join, cost, list, rootOnChain } = report
  const nodes = list.records.length
  const seconds = (value: number): string => `${value.toFixed(1)} s`
  const equal = rootOnChain === cost.rootServed && cost.rootServed === cost.rootComputed
  return formatTable([
    ['nodes', `${nodes}, of ${operatorCount} operators (assumed: one per address)`],
    ['fund operators', seconds(join.seconds.fund)],
    ['sign joins', seconds(join.seconds.sign)],
    ['register', seconds(join.seconds.register)],
    ['activate', seconds(join.seconds.activate)],
    ['index and serve', seconds(report.indexSeconds)],
    ['fetch and verify', seconds(report.clientSeconds)],
    ['all', seconds(totalSeconds)],
    ['gas of register', `${spread(join.registerGas)}  (min / median / max, permit included)`],
    ['gas of activate', `${spread(join.activateGas)}  (min / median / max)`],
    ['list', `${cost.bytes.toLocaleString('en')} bytes, ${(cost.bytes / nodes).toFixed(1)} a node`],
    ['list, brotli', `${cost.brotliBytes.toLocaleString('en')} bytes, ${(cost.brotliBytes / nodes).toFixed(1)} a node`],
    [
      'verification',
      `${cost.verifyColdMs.toFixed(1)} ms first, ${cost.verifyWarmMs.toFixed(1)} ms after (list and proof)`,
    ],
    ['root on chain', rootOnChain],
    ['root served', cost.rootServed],
    ['root computed', `${cost.rootComputed}  ${equal ? '(all three equal)' : '(THEY DIFFER)'}`],
  ])
}

const USAGE = `npm run replay -- FILE

Registers the nodes of a network file on a fresh local chain, through the real contracts. Then indexes, serves, fetches
and verifies them, and prints the cost. A real network of 1,553 nodes is in test/data/network-2026-04.json.

Addresses, ports and Ed25519 keys come from the file. BLS keys come from a seed. Each address counts as one operator.
`

/** Replays a file. @returns the exit code: 0 only if chain, server and client have the same list */
const replay = async (path: string): Promise<number> => {
  const startedAt = performance.now()
  const { plans, operatorCount } = await readNetworkFile(path, SEED)
  const progress = createProgress(process.stderr)
  progress.say(`replaying ${plans.length} nodes of ${operatorCount} assumed operators`)
  const report = await replayNetwork({ plans, onProgress: progress.update })
  const totalSeconds = (performance.now() - startedAt) / 1_000
  process.stdout.write(describe(report, operatorCount, totalSeconds))
  const { rootOnChain, cost, list } = report
  const isSame = rootOnChain === cost.rootServed && cost.rootServed === cost.rootComputed
  return isSame && list.records.length === plans.length ? 0 : 1
}

/** Exit code if the arguments are wrong. */
const EXIT_USAGE = 2

const [path, ...rest] = process.argv.slice(2)
if (path === '--help' || path === '-h') {
  process.stdout.write(USAGE)
} else if (path === undefined || rest.length > 0 || path.startsWith('-')) {
  process.stderr.write(`Give one network file.\n\n${USAGE}`)
  process.exitCode = EXIT_USAGE
} else {
  try {
    process.exitCode = await replay(path)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
// Keep-alive connections of `fetch` must not hold the terminal.
process.exit()
