import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { openNodes, parseNodeIds } from '../../lib/node/openNodes.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & {
  readonly nodeId: number
  /** Unix seconds; null after a dry run. */
  readonly activatableAt: number | null
  /** Time of the newest block, unix seconds. */
  readonly now: number
}

/** Gives a node another draw. */
export const renewTicket = defineAction<Data>({
  run: async (call) => {
    const [nodeId] = parseNodeIds(call.words)
    const account = await readAccount(call.network)
    const opened = await openNodes(call)
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'renewTicket', args: [nodeId] })
    const would = `renew the ticket of node ${nodeId}`
    const sent = await send(call, opened, { account, to: opened.registry, data, would })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'TicketRenewed', logs })
    const activatableAt = log?.args.activatableAt ?? null
    return { data: { nodeId, activatableAt, now: opened.newest.timestamp, ...sentData(sent) } }
  },
  render: (data) => {
    const { nodeId, activatableAt, now } = data
    const rows: Row[] =
      activatableAt === null ? [] : [['can be activated', `from ${describeMoment(activatableAt, now)}, by anyone`]]
    return renderSent(data, `Node ${nodeId} has another ticket.`, rows)
  },
})
