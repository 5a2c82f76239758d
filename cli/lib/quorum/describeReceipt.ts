import { type Log, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeDate } from '../../../shared/format/times.ts'

type Row = readonly [name: string, value: string]

/** What the logs of an action say changed. */
export const describeReceipt = (logs: readonly Log[]): Row[] =>
  parseEventLogs({ abi: serviceNodeRegistryAbi, logs: [...logs] }).flatMap((log): Row[] => {
    switch (log.eventName) {
      case 'ServiceNodeSuspended':
        return [['node', `${log.args.nodeId}: Active -> Suspended`]]
      case 'ServiceNodeResumed':
        return [['node', `${log.args.nodeId}: Suspended -> Active`]]
      case 'ServiceNodeRemoved':
        return [
          ['node', `${log.args.nodeId}: -> Removed`],
          [
            'penalty',
            `${describeTokens(log.args.penalty)}, of which ${describeTokens(log.args.reward)} to the reporter`,
          ],
          ['principal left', `${describeTokens(log.args.principal)}, payable from ${describeDate(log.args.exitDueAt)}`],
        ]
      case 'ListChanged':
        return [['list', `version ${log.args.version}, root ${log.args.root}`]]
      default:
        return []
    }
  })
