import { encodeFunctionData, parseEventLogs } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { GAS_OF_ACCRUAL } from '../../lib/chain/sendCall.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { openNodes, parseNodeIds } from '../../lib/node/openNodes.ts'
import { CLAIMED_NODES_MAX } from '../limits.ts'

type Payment = { readonly nodeId: number; readonly owner: string; readonly amount: bigint }

type Data = SentData & {
  readonly nodeIds: readonly number[]
  /** Base units. */
  readonly payments: readonly Payment[]
}

/** Pays the rewards of nodes to their owners. */
export const claim = defineAction<Data>({
  run: async (call) => {
    const nodeIds = parseNodeIds(call.words, CLAIMED_NODES_MAX)
    const account = await readAccount(call.network)
    const opened = await openNodes(call)
    const sent = await send(call, opened, {
      ...{ account, to: opened.rewardsPool },
      data: encodeFunctionData({ abi: rewardsPoolAbi, functionName: 'claim', args: [nodeIds] }),
      spareGas: BigInt(nodeIds.length) * GAS_OF_ACCRUAL,
      would: `claim for ${nodeIds.length === 1 ? `node ${nodeIds[0]}` : `${nodeIds.length} nodes`}`,
    })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const payments = parseEventLogs({ abi: rewardsPoolAbi, eventName: 'RewardsClaimed', logs }).map(
      ({ args: { nodeId, owner, amount } }): Payment => ({ nodeId, owner: owner.toLowerCase(), amount }),
    )
    return { data: { nodeIds, payments, ...sentData(sent) } }
  },
  render: (data) => {
    const total = data.payments.reduce((sum, { amount }) => sum + amount, 0n)
    const rows = data.payments.map(
      ({ nodeId, owner, amount }) => [`node ${nodeId}`, `${describeTokens(amount)} to ${owner}`] as const,
    )
    return renderSent(data, `Claimed ${describeTokens(total)}.`, rows)
  },
})
