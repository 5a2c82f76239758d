import { formatUnits, type Log, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/abi.ts'
import { describeDate } from '../cli/describeTime.ts'

const TOKEN_DECIMALS = 18

type Row = readonly [name: string, value: string]

const tokens = (units: bigint): string => `${formatUnits(units, TOKEN_DECIMALS)} tokens`

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
          ['penalty', `${tokens(log.args.penalty)}, of which ${tokens(log.args.reward)} to the reporter`],
          ['principal left', `${tokens(log.args.principal)}, payable from ${describeDate(log.args.exitDueAt)}`],
        ]
      case 'ListChanged':
        return [['list', `version ${log.args.version}, root ${log.args.root}`]]
      default:
        return []
    }
  })
