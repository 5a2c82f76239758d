import { parseArgs } from 'node:util'
import { encodeFunctionData } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { sendCall, tryCall } from '../../lib/chain/sendCall.ts'
import { FundsMissingError } from '../../lib/governance/errors.ts'
import { GOVERNANCE_OPTIONS, type Governance, openGovernance } from '../../lib/governance/openGovernance.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { createOptions } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { parseTokens } from '../../output/amounts.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

const readAmount = (positionals: readonly string[]): bigint => {
  const [text, ...rest] = positionals
  if (text === undefined || rest.length > 0) {
    throw new OptionInvalidError({ option: 'AMOUNT', reason: 'is needed, and nothing else beside the options' })
  }
  return parseTokens('AMOUNT', text)
}

const balanceOfPool = ({ client, rewardsPool }: Governance): Promise<bigint> =>
  client.readContract({ address: rewardsPool, abi: rewardsPoolAbi, functionName: 'trackedBalance' })

/** Gives tokens to the rewards pool. */
export const fund: Command = async (args) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: GOVERNANCE_OPTIONS })
  const options = createOptions(values)
  const amount = readAmount(positionals)
  const account = await readAccount(options.text('account-key-file'))
  const governance = await openGovernance(options)
  const { client, token, rewardsPool } = governance
  const [balance, allowance] = await Promise.all([
    client.readContract({ address: token, abi: stakingTokenAbi, functionName: 'balanceOf', args: [account.address] }),
    client.readContract({
      address: token,
      abi: stakingTokenAbi,
      functionName: 'allowance',
      args: [account.address, rewardsPool],
    }),
  ])
  if (balance < amount) throw new FundsMissingError({ account: account.address, balance, amount })
  const approval = encodeFunctionData({ abi: stakingTokenAbi, functionName: 'approve', args: [rewardsPool, amount] })
  const funding = encodeFunctionData({ abi: rewardsPoolAbi, functionName: 'fund', args: [amount] })
  const approve = { account, to: token, data: approval }
  const fundCall = { account, to: rewardsPool, data: funding }
  if (options.flag('dry-run')) {
    // Before the approval the funding itself cannot be tried out.
    await tryCall(client, allowance < amount ? approve : fundCall)
    const first = allowance < amount ? `approve ${describeTokens(amount)}, then ` : ''
    process.stdout.write(`It would ${first}give ${describeTokens(amount)} to the pool. Nothing was sent.\n`)
    return 0
  }
  const before = await balanceOfPool(governance)
  const onSent = (hash: string): boolean => process.stderr.write(`sent ${hash}\n`)
  if (allowance < amount) await sendCall(client, approve, onSent)
  const receipt = await sendCall(client, fundCall, onSent)
  process.stdout.write(
    `The pool has ${describeTokens(amount)} more.\n\n${formatTable([
      ['to be paid out, before', describeTokens(before)],
      ['to be paid out, now', describeTokens(await balanceOfPool(governance))],
      ['gas used', receipt.gasUsed.toLocaleString('en')],
    ])}`,
  )
  return 0
}
