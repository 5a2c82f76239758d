import { encodeFunctionData, parseEventLogs } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { formatTable } from '../../output/formatTable.ts'
import { describeSent } from '../chain/sendOrTry.ts'
import type { Pools } from './openPools.ts'
import type { PoolView } from './readPool.ts'
import { sendToPools } from './sendToPools.ts'

/**
 * Takes a contribution back and says what that did to the pool.
 *
 * @throws CallRevertedError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendWithdrawal = async (
  opened: Pools,
  asked: { readonly account: PrivateKeyAccount; readonly pool: PoolView; readonly isDryRun: boolean },
): Promise<void> => {
  const { account, pool, isDryRun } = asked
  const { poolId, requirement } = pool
  const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'withdraw', args: [poolId] })
  const receipt = await sendToPools(opened, { account, data, would: `withdraw from pool ${poolId}`, isDryRun })
  if (!receipt) return
  const logs = parseEventLogs({ abi: contributionPoolsAbi, logs: receipt.logs })
  const rows = logs.flatMap((log): (readonly [string, string])[] => {
    if (log.eventName === 'PoolClosed') return [['pool', 'closed for good: everybody can withdraw at once']]
    if (log.eventName !== 'Withdrawn') return []
    return [
      ['paid back', describeTokens(log.args.amount)],
      ['pool has', `${describeTokens(log.args.total)} of ${describeTokens(requirement)}`],
    ]
  })
  process.stdout.write(`Withdrawn from pool ${poolId}.\n\n${formatTable([...rows, ...describeSent(receipt)])}`)
}
