/**
 * Plays a network file through contracts, indexer, API and client.
 *
 *     npm run replay -- FILE
 */

import { replayRows } from '../cli/lib/demo/replayRows.ts'
import { createProgress } from '../cli/output/createProgress.ts'
import { formatTable } from '../cli/output/formatTable.ts'
import { readNetworkFile } from './replay/readNetworkFile.ts'
import { replayNetwork } from './replay/replayNetwork.ts'
import { summarizeReplay } from './replay/summarizeReplay.ts'

const USAGE = `npm run replay -- FILE

Registers the nodes of a network file on a fresh local chain, through the real contracts. Then indexes, serves, fetches
and verifies them, and prints the cost. A real network of 1,553 nodes is in test/data/network-2026-04.json.

Addresses, ports and Ed25519 keys come from the file. BLS keys come from a seed. Each address counts as one operator.
`

/** Replays a file. @returns the exit code: 0 only if chain, server and client have the same list */
const replay = async (path: string): Promise<number> => {
  const startedAt = performance.now()
  const { plans, operatorCount } = await readNetworkFile(path)
  const progress = createProgress(process.stderr)
  progress.say(`replaying ${plans.length} nodes of ${operatorCount} assumed operators`)
  const { signal } = new AbortController()
  const report = await replayNetwork({ plans, onProgress: progress.update, signal })
  const totalSeconds = (performance.now() - startedAt) / 1_000
  const result = summarizeReplay(report, { nodeCount: plans.length, operatorCount, totalSeconds })
  process.stdout.write(formatTable(replayRows(result)))
  return result.isSame ? 0 : 1
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
