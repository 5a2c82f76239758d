import { encodeFunctionData, type Hex } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { type SendingOptions, type SentData, send, sentData } from '../chain/send.ts'
import { readAccount } from '../input/readAccount.ts'
import { openPools, parsePoolId } from './openPools.ts'
import { requirePool } from './readPool.ts'

/** A call by which an account names another for its place in a pool. */
export type PlaceCall = {
  readonly functionName: 'setBeneficiary' | 'offerSlot'
  /** Its effect in words. */
  readonly would: (to: Hex, poolId: bigint) => string
}

/** Result of a place call. */
export type PlaceData = SentData & { readonly poolId: bigint; readonly to: Hex }

/**
 * Runs a command that names an account with `--to`.
 *
 * @throws CallRevertedError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendPlaceCall = async (
  sending: SendingOptions & { readonly words: readonly string[] },
  { functionName, would }: PlaceCall,
): Promise<{ readonly data: PlaceData }> => {
  const poolId = parsePoolId(sending.words[0] ?? '')
  const to = sending.options.address('to')
  const account = await readAccount(sending.network)
  const opened = await openPools(sending)
  await requirePool(opened, poolId)
  const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName, args: [poolId, to] })
  const sent = await send(sending, opened, { account, to: opened.pools, data, would: would(to, poolId) })
  return { data: { poolId, to, ...sentData(sent) } }
}
