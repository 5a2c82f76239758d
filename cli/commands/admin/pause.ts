import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { openGovernance } from '../../lib/governance/openGovernance.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import type { Row } from '../../output/blocks.ts'

/** Times are unix seconds. */
type Data = SentData & {
  readonly now: number
  /** Null after a dry run. */
  readonly pause: { readonly until: number; readonly againFrom: number } | null
}

/** Stops registrations and activations for a week. */
export const pause = defineAction<Data>({
  run: async (call) => {
    const account = await readAccount(call.network)
    const governance = await openGovernance(call)
    const { registry, newest } = governance
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'pauseRegistration' })
    const would = 'stop registrations and activations for 7 days'
    const sent = await send(call, governance, { account, to: registry, data, would })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'RegistrationPaused', logs })
    const pause = log ? { until: log.args.pausedUntil, againFrom: log.args.pausableFrom } : null
    return { data: { now: newest.timestamp, pause, ...sentData(sent) } }
  },
  render: (data) => {
    const { pause, now } = data
    const rows: Row[] = pause
      ? [
          ['paused until', describeMoment(pause.until, now)],
          ['not again before', describeMoment(pause.againFrom, now)],
        ]
      : []
    return renderSent(data, 'Registrations and activations are stopped.', rows)
  },
})
