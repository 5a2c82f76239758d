import { type Log, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeDate } from '../../../shared/format/times.ts'
import type { Row } from '../../output/blocks.ts'

/** The changes that the logs of an action tell. */
export const receiptRows = (logs: readonly Log[]): Row[] =>
  parseEventLogs({ abi: serviceNodeRegistryAbi, logs: [...logs] }).flatMap((log): Row[] => {
    switch (log.eventName) {
      case 'ServiceNodeSuspended':
        return [['node', `${log.args.nodeId}: Active -> Suspended`]]
      case 'ServiceNodeResumed':
        return [['node', `${log.args.nodeId}: Suspended -> Active`]]
      case 'ServiceNodeRemoved': {
        const { nodeId, penalty, reward, principal, exitDueAt } = log.args
        return [
          ['node', `${nodeId}: -> Removed`],
          ['penalty', `${describeTokens(penalty)}, of which ${describeTokens(reward)} to the reporter`],
          ['principal left', `${describeTokens(principal)}, payable from ${describeDate(exitDueAt)}`],
        ]
      }
      case 'ListChanged':
        return [['list', `version ${log.args.version}, root ${log.args.root}`]]
      default:
        return []
    }
  })
