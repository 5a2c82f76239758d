import type { Hex, TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { sendCall, tryCall } from '../chain/sendCall.ts'
import type { Pools } from './openPools.ts'

/** A call of the pools, and what it would do: "withdraw 5 tokens from pool 1". */
export type PoolCall = {
  readonly account: PrivateKeyAccount
  readonly data: Hex
  /** See `Call`. */
  readonly spareGas?: bigint
  readonly would: string
  readonly isDryRun: boolean
}

/**
 * Tries a call out and sends it.
 *
 * @returns its receipt; undefined after a dry run, which says what would be done
 * @throws CallRevertedError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendToPools = async (
  { client, pools }: Pools,
  { would, isDryRun, ...rest }: PoolCall,
): Promise<TransactionReceipt | undefined> => {
  const call = { ...rest, to: pools }
  if (!isDryRun) return sendCall(client, call, (hash) => process.stderr.write(`sent ${hash}\n`))
  const gas = await tryCall(client, call)
  process.stdout.write(`It would ${would}, for about ${gas.toLocaleString('en')} gas. Nothing was sent.\n`)
  return undefined
}

/** Rows that say which transaction it was, and what it cost. */
export const describeSent = ({ transactionHash, gasUsed }: TransactionReceipt) =>
  [
    ['transaction', transactionHash],
    ['gas used', gasUsed.toLocaleString('en')],
  ] as const
