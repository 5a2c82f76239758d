import type { PublicClient, TransactionReceipt } from 'viem'
import { type Call, sendCall, tryCall } from './sendCall.ts'

/** A call, what it would do ("withdraw 5 tokens from pool 1"), and whether that is all that is to be said. */
export type PlannedCall = Call & { readonly would: string; readonly isDryRun: boolean }

/**
 * Tries a call out and sends it.
 *
 * @returns its receipt; undefined after a dry run, which says what would be done
 * @throws CallRevertedError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendOrTry = async (
  client: PublicClient,
  { would, isDryRun, ...call }: PlannedCall,
): Promise<TransactionReceipt | undefined> => {
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
