import { encodeFunctionData, parseEventLogs } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import type { Block, Row } from '../../output/blocks.ts'
import { renderSent } from '../chain/renderSent.ts'
import { type SendingOptions, type SentData, send, sentData } from '../chain/send.ts'
import type { Pools } from './openPools.ts'
import type { PoolView } from './readPool.ts'

/** Result of a withdrawal. Amounts are base units; null after a dry run. */
export type WithdrawalData = SentData & {
  readonly poolId: bigint
  readonly paidBack: bigint | null
  /** Tokens that the pool still has. */
  readonly total: bigint | null
  readonly requirement: bigint
  /** The withdrawal closed the pool for all. */
  readonly isClosed: boolean
}

/**
 * Takes a contribution back.
 *
 * @throws CallRevertedError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendWithdrawal = async (
  sending: SendingOptions,
  opened: Pools,
  { account, pool }: { readonly account: PrivateKeyAccount; readonly pool: PoolView },
): Promise<WithdrawalData> => {
  const { poolId, requirement } = pool
  const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'withdraw', args: [poolId] })
  const sent = await send(sending, opened, { account, to: opened.pools, data, would: `withdraw from pool ${poolId}` })
  const logs = parseEventLogs({ abi: contributionPoolsAbi, logs: sent.isDryRun ? [] : sent.receipt.logs })
  const withdrawn = logs.find((log) => log.eventName === 'Withdrawn')
  return {
    ...{ poolId, requirement },
    paidBack: withdrawn?.args.amount ?? null,
    total: withdrawn?.args.total ?? null,
    isClosed: logs.some((log) => log.eventName === 'PoolClosed'),
    ...sentData(sent),
  }
}

/** A withdrawal as text. */
export const renderWithdrawal = (data: WithdrawalData): Block[] => {
  const { poolId, paidBack, total, requirement, isClosed } = data
  const rows: Row[] = [
    ...(isClosed ? [['pool', 'closed for good: every contributor can withdraw at once'] as const] : []),
    ...(paidBack === null ? [] : [['paid back', describeTokens(paidBack)] as const]),
    ...(total === null ? [] : [['pool has', `${describeTokens(total)} of ${describeTokens(requirement)}`] as const]),
  ]
  return renderSent(data, `Withdrawn from pool ${poolId}.`, rows)
}
