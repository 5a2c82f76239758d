import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { exitTipOf } from '../../lib/node/exitTip.ts'
import { openNodes, parseNodeIds } from '../../lib/node/openNodes.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & {
  readonly nodeId: number
  /** Paid to the owner, in base units; null after a dry run. */
  readonly paid: { readonly principal: bigint; readonly owner: string; readonly tip: bigint } | null
}

/** Carries out an exit that is due. */
export const exit = defineAction<Data>({
  run: async (call) => {
    const [nodeId] = parseNodeIds(call.words)
    const account = await readAccount(call.network)
    const opened = await openNodes(call)
    const node = await readNode(opened, nodeId)
    const { blsKey } = await readKeys(opened, nodeId)
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'exit', args: [nodeId, blsKey] })
    const tip = exitTipOf(node, opened.newest.timestamp, opened.epochSeconds)
    const earning = tip === 0n ? '' : `, late, and earn ${describeTokens(tip)}`
    const would = `carry out the exit of node ${nodeId}${earning}`
    const sent = await send(call, opened, { account, to: opened.registry, data, would })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeExited', logs })
    const paid = log
      ? { principal: log.args.principalPaid, owner: log.args.owner.toLowerCase(), tip: log.args.tip }
      : null
    return { data: { nodeId, paid, ...sentData(sent) } }
  },
  render: (data) => {
    const { nodeId, paid } = data
    const rows: Row[] = paid
      ? [
          ['principal', describeTokens(paid.principal)],
          ['paid to', paid.owner],
          ...(paid.tip === 0n ? [] : [['tip to the sender', describeTokens(paid.tip)] as const]),
        ]
      : []
    return renderSent(data, `Node ${nodeId} left.`, rows)
  },
})
