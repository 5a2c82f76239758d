import { encodeFunctionData, parseEventLogs } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { NothingUntrackedError } from '../../lib/governance/errors.ts'
import { openGovernance } from '../../lib/governance/openGovernance.ts'
import { readAccount } from '../../lib/input/readAccount.ts'

/** Amounts are base units. */
type Data = SentData & {
  /** Untracked amount; after a transaction, the amount that it absorbed. */
  readonly amount: bigint
  /** Tokens to be paid out, afterwards. */
  readonly balanceAfter: bigint
}

const run = async (call: Call) => {
  const account = await readAccount(call.network)
  const governance = await openGovernance(call)
  const { client, rewardsPool } = governance
  const contract = { address: rewardsPool, abi: rewardsPoolAbi } as const
  const { result: untracked } = await client.simulateContract({ ...contract, functionName: 'absorb' })
  if (untracked === 0n) throw new NothingUntrackedError({ rewardsPool })
  const data = encodeFunctionData({ abi: rewardsPoolAbi, functionName: 'absorb' })
  const would = `make ${describeTokens(untracked)} of the pool rewards`
  const sent = await send(call, governance, { account, to: rewardsPool, data, would })
  const logs = sent.isDryRun ? [] : sent.receipt.logs
  const [log] = parseEventLogs({ abi: rewardsPoolAbi, eventName: 'Absorbed', logs })
  // Another account may have called first.
  const amount = sent.isDryRun ? untracked : (log?.args.amount ?? 0n)
  const balanceAfter = await client.readContract({ ...contract, functionName: 'trackedBalance' })
  return { data: { amount, balanceAfter, ...sentData(sent) } }
}

/** Makes rewards of the tokens that the rewards pool holds untracked. */
export const absorb = defineAction<Data>({
  run,
  render: (data) =>
    renderSent(data, `${describeTokens(data.amount)} became rewards.`, [
      ['to be paid out, now', describeTokens(data.balanceAfter)],
    ]),
})
