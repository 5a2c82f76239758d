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
  /** When registrations can be stopped again. Null after a dry run. */
  readonly pausableFrom: number | null
}

/** Ends a pause of registrations and activations before its time. */
export const unpause = defineAction<Data>({
  run: async (call) => {
    const account = await readAccount(call.network)
    const governance = await openGovernance(call)
    const { registry, newest } = governance
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'unpauseRegistration' })
    const sent = await send(call, governance, {
      account,
      to: registry,
      data,
      would: 'end the pause of registrations and activations',
    })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'RegistrationUnpaused', logs })
    return { data: { now: newest.timestamp, pausableFrom: log?.args.pausableFrom ?? null, ...sentData(sent) } }
  },
  render: (data) => {
    const { pausableFrom, now } = data
    const rows: Row[] = pausableFrom === null ? [] : [['not again before', describeMoment(pausableFrom, now)]]
    return renderSent(data, 'Registrations and activations are open again.', rows)
  },
})
