import type { Hex, PublicClient, TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { TransactionRevertedError } from './errors.ts'
import { explainRevert } from './explainRevert.ts'

/** Longest wait for a block with the transaction. */
const RECEIPT_TIMEOUT_MS = 300_000

/** Gas beyond the estimate, percent: the first transaction of an epoch costs more than the one that was tried out. */
const GAS_MARGIN_PERCENT = 25n

/** One call of a contract by an account. */
export type Call = { readonly account: PrivateKeyAccount; readonly to: Hex; readonly data: Hex }

/**
 * Tries a call out on the newest state.
 *
 * @returns the gas it would use
 * @throws CallRevertedError with the reason in plain words, RpcFailedError
 */
export const tryCall = async (client: PublicClient, { account, to, data }: Call): Promise<bigint> => {
  try {
    await client.call({ account: account.address, to, data })
    return await client.estimateGas({ account: account.address, to, data })
  } catch (error) {
    throw explainRevert(error)
  }
}

/**
 * Tries a call out, sends it, and waits for its receipt.
 *
 * @throws CallRevertedError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendCall = async (
  client: PublicClient,
  call: Call,
  onSent: (hash: Hex) => void = () => undefined,
): Promise<TransactionReceipt> => {
  const gas = ((await tryCall(client, call)) * (100n + GAS_MARGIN_PERCENT)) / 100n
  const { account, to, data } = call
  const [chainId, nonce, fees] = await Promise.all([
    client.getChainId(),
    client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
    client.estimateFeesPerGas(),
  ])
  const { maxFeePerGas, maxPriorityFeePerGas } = fees
  const fields = { chainId, nonce, gas, to, data, maxFeePerGas, maxPriorityFeePerGas, type: 'eip1559' as const }
  const hash = await client.sendRawTransaction({ serializedTransaction: await account.signTransaction(fields) })
  onSent(hash)
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: RECEIPT_TIMEOUT_MS })
  if (receipt.status !== 'success') throw new TransactionRevertedError({ hash })
  return receipt
}
