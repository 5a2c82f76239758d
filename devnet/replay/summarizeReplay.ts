import type { GasSpread, ReplayResult } from '../../cli/lib/demo/protocol.ts'
import type { ReplayReport } from './replayNetwork.ts'

/** Turns a report into the result that the control port and `npm run replay` give. */
export const summarizeReplay = (
  report: ReplayReport,
  about: { readonly nodeCount: number; readonly operatorCount: number; readonly totalSeconds: number },
): ReplayResult => {
  const { join, cost, list, rootOnChain } = report
  const { rootServed, rootComputed } = cost
  const isSameRoot = rootOnChain === rootServed && rootServed === rootComputed
  return {
    nodes: list.records.length,
    operators: about.operatorCount,
    seconds: {
      ...join.seconds,
      index: report.indexSeconds,
      client: report.clientSeconds,
      total: about.totalSeconds,
    },
    registerGas: spread(join.registerGas),
    publishGas: spread(join.publishGas),
    activateGas: spread(join.activateGas),
    listBytes: cost.bytes,
    brotliBytes: cost.brotliBytes,
    verifyColdMs: cost.verifyColdMs,
    verifyWarmMs: cost.verifyWarmMs,
    ...{ rootOnChain, rootServed, rootComputed },
    isSame: isSameRoot && list.records.length === about.nodeCount,
  }
}

/** Gas of one transaction is below 2^24 (EIP-7825). */
const spread = (gas: readonly bigint[]): GasSpread => {
  const sorted = gas.map(Number).sort((a, b) => a - b)
  const pick = (index: number): number => sorted[index] ?? 0
  return { least: pick(0), median: pick(Math.floor(sorted.length / 2)), most: pick(sorted.length - 1) }
}
