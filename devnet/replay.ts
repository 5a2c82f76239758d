import { formatTable } from '../lib/formatTable.ts'
import { readNetworkFile } from '../lib/replay/readNetworkFile.ts'
import { type ReplayReport, replayNetwork } from '../lib/replay/replayNetwork.ts'
import { createProgress } from '../lib/stack/createProgress.ts'
import type { Command } from './command.ts'
import { networkHelp } from './help/networkHelp.ts'

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

/** Plays a real network through everything there is. */
export const replay: Command = async (args) => {
  const [path, ...rest] = args
  if (path === undefined || rest.length > 0) throw new Error(`One file is needed.\n\n${networkHelp.replay.usage}`)
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
