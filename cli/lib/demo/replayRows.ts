import type { Row } from '../../output/blocks.ts'
import type { GasSpread, ReplayResult } from './protocol.ts'

/** Rows that describe the result of a replay. */
export const replayRows = (result: ReplayResult): readonly Row[] => {
  const { nodes, operators, seconds, listBytes, brotliBytes, rootOnChain, rootServed, rootComputed } = result
  const isEqual = rootOnChain === rootServed && rootServed === rootComputed
  const perNode = (bytes: number): string => `${bytes.toLocaleString('en')} bytes, ${(bytes / nodes).toFixed(1)} a node`
  return [
    ['nodes', `${nodes}, of ${operators} operators (assumed: one per address)`],
    ['fund operators', inSeconds(seconds.fund)],
    ['sign joins', inSeconds(seconds.sign)],
    ['register', inSeconds(seconds.register)],
    ['publish rounds', inSeconds(seconds.publish)],
    ['activate', inSeconds(seconds.activate)],
    ['index and serve', inSeconds(seconds.index)],
    ['fetch and verify', inSeconds(seconds.client)],
    ['all', inSeconds(seconds.total)],
    ['gas of register', `${describeGas(result.registerGas)}  (min / median / max, permit included)`],
    ['gas of a round', `${describeGas(result.publishGas)}  (min / median / max)`],
    ['gas of activate', `${describeGas(result.activateGas)}  (min / median / max)`],
    ['list', perNode(listBytes)],
    ['list, brotli', perNode(brotliBytes)],
    [
      'verification',
      `${result.verifyColdMs.toFixed(1)} ms first, ${result.verifyWarmMs.toFixed(1)} ms after (list and proof)`,
    ],
    ['root on chain', rootOnChain],
    ['root served', rootServed],
    ['root computed', `${rootComputed}  ${isEqual ? '(all three equal)' : '(THEY DIFFER)'}`],
  ]
}

const inSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`

const describeGas = ({ least, median, most }: GasSpread): string =>
  [least, median, most].map((gas) => gas.toLocaleString('en')).join(' / ')
