import { encodeFunctionData, parseEventLogs } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { GAS_OF_ACCRUAL } from '../../lib/chain/sendCall.ts'
import { describeSent, sendOrTry } from '../../lib/chain/sendOrTry.ts'
import { readNodeCommand } from '../../lib/node/readNodeCommand.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'
import { CLAIMED_NODES_MAX } from '../limits.ts'

/** Pays what nodes earned. */
export const claim: Command = async (args) => {
  const { opened, nodeIds, account, isDryRun } = await readNodeCommand(args, CLAIMED_NODES_MAX)
  const data = encodeFunctionData({ abi: rewardsPoolAbi, functionName: 'claim', args: [nodeIds] })
  const would = `claim for ${nodeIds.length === 1 ? `node ${nodeIds[0]}` : `${nodeIds.length} nodes`}`
  const spareGas = BigInt(nodeIds.length) * GAS_OF_ACCRUAL
  const call = { account, to: opened.rewardsPool, data, spareGas, would, isDryRun }
  const receipt = await sendOrTry(opened.client, call)
  if (!receipt) return 0
  const { logs } = receipt
  const paid = parseEventLogs({ abi: rewardsPoolAbi, eventName: 'RewardsClaimed', logs })
  const rows = paid.map(
    ({ args: { nodeId, owner, amount } }) =>
      [`node ${nodeId}`, `${describeTokens(amount)} to ${owner.toLowerCase()}`] as const,
  )
  const total = paid.reduce((sum, { args: { amount } }) => sum + amount, 0n)
  process.stdout.write(`Claimed ${describeTokens(total)}.\n\n${formatTable([...rows, ...describeSent(receipt)])}`)
  return 0
}
