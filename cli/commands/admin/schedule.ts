import { encodeFunctionData, parseEventLogs } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { openGovernance, readBounds, readParameters, setParametersCall } from '../../lib/governance/openGovernance.ts'
import { applySettings, changeRows } from '../../lib/governance/parameters.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import type { Row } from '../../output/blocks.ts'

/** Times are unix seconds. */
type Data = SentData & {
  /** Old and new value of each parameter. */
  readonly changes: readonly Row[]
  readonly now: number
  /** Null after a dry run. */
  readonly operation: { readonly id: string; readonly readyAt: number; readonly expiresAt: number } | null
}

const run = async (call: Call) => {
  const account = await readAccount(call.network)
  const governance = await openGovernance(call)
  const { client, manager, registry, newest } = governance
  const current = await readParameters(governance)
  const next = applySettings(current, await readBounds(governance, current), call.options.texts('set'))
  const data = encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'schedule',
    // 0: as soon as the delay allows.
    args: [registry, setParametersCall(next), 0],
  })
  const changes = changeRows(current, next)
  const would = 'schedule a change of the parameters'
  const sent = await send(call, governance, { account, to: manager, data, would, details: changes })
  const logs = sent.isDryRun ? [] : sent.receipt.logs
  const [log] = parseEventLogs({ abi: accessManagerAbi, eventName: 'OperationScheduled', logs })
  const expiration = await client.readContract({ address: manager, abi: accessManagerAbi, functionName: 'expiration' })
  const operation = log
    ? { id: log.args.operationId, readyAt: log.args.schedule, expiresAt: log.args.schedule + expiration }
    : null
  return { data: { changes, now: newest.timestamp, operation, ...sentData(sent) } }
}

/** Schedules a change of parameters. */
export const schedule = defineAction<Data>({
  run,
  render: (data) => {
    const { changes, operation, now } = data
    const rows: Row[] = operation
      ? [
          ['operation', operation.id],
          ['can be executed', `from ${describeMoment(operation.readyAt, now)}`],
          ['until', describeDate(operation.expiresAt)],
        ]
      : []
    return renderSent(data, 'Scheduled.', [...changes, ...rows])
  },
})
