import { encodeFunctionData } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { FundsMissingError } from '../../lib/governance/errors.ts'
import { type Governance, openGovernance } from '../../lib/governance/openGovernance.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { parseTokens } from '../../output/amounts.ts'

/** Amounts are base units. */
type Data = SentData & {
  readonly amount: bigint
  /** Tokens to be paid out, before and after. */
  readonly balanceBefore: bigint
  readonly balanceAfter: bigint
}

const balanceOfPool = ({ client, rewardsPool }: Governance): Promise<bigint> =>
  client.readContract({ address: rewardsPool, abi: rewardsPoolAbi, functionName: 'trackedBalance' })

const run = async (call: Call) => {
  const amount = parseTokens('AMOUNT', call.words[0] ?? '')
  const account = await readAccount(call.network)
  const governance = await openGovernance(call)
  const { client, token, rewardsPool } = governance
  const ofToken = { address: token, abi: stakingTokenAbi } as const
  const [balance, allowance] = await Promise.all([
    client.readContract({ ...ofToken, functionName: 'balanceOf', args: [account.address] }),
    client.readContract({ ...ofToken, functionName: 'allowance', args: [account.address, rewardsPool] }),
  ])
  if (balance < amount) throw new FundsMissingError({ account: account.address, balance, amount })
  const approval = encodeFunctionData({ abi: stakingTokenAbi, functionName: 'approve', args: [rewardsPool, amount] })
  const funding = encodeFunctionData({ abi: rewardsPoolAbi, functionName: 'fund', args: [amount] })
  const give = `give ${describeTokens(amount)} to the pool`
  const approve = { account, to: token, data: approval, would: `approve ${describeTokens(amount)}, then ${give}` }
  const fundCall = { account, to: rewardsPool, data: funding, would: give }
  const balanceBefore = await balanceOfPool(governance)
  // The funding can be tried out only after the approval, so a dry run tries the first of the two.
  const first = await send(call, governance, allowance < amount ? approve : fundCall)
  const isDone = first.isDryRun || allowance >= amount
  const sent = isDone ? first : await send(call, governance, fundCall)
  return { data: { amount, balanceBefore, balanceAfter: await balanceOfPool(governance), ...sentData(sent) } }
}

/** Gives tokens to the rewards pool. */
export const fund = defineAction<Data>({
  run,
  render: (data) =>
    renderSent(data, `The pool has ${describeTokens(data.amount)} more.`, [
      ['to be paid out, before', describeTokens(data.balanceBefore)],
      ['to be paid out, now', describeTokens(data.balanceAfter)],
    ]),
})
