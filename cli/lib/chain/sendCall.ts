import type { Hex, PublicClient, TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { GasPriceTooHighError, TransactionRevertedError } from './errors.ts'
import { explainRevert } from './explainRevert.ts'

/** Longest wait for a block with the transaction. */
const RECEIPT_TIMEOUT_MS = 300_000

/** Gas beyond the estimate, percent. The first transaction of an epoch costs more than the one that was tried out. */
const GAS_MARGIN_PERCENT = 25n

/**
 * Gas beyond that for each node whose rewards a call may move. If no time has passed since the last claim, the call that is
 * tried out moves nothing, and the one in the block does. It used 50,281 gas more in a measurement.
 */
export const GAS_OF_ACCRUAL = 100_000n

/** No transaction may use more. Source: EIP-7825. */
const GAS_MAX = 2n ** 24n

/** One call of a contract by an account. */
export type Call = {
  readonly account: PrivateKeyAccount
  readonly to: Hex
  readonly data: Hex
  /** Chain that the transaction is signed for; the endpoint's if left out. */
  readonly chainId?: number
  /** Gas beyond the estimate and its margin; `GAS_OF_ACCRUAL` if left out. */
  readonly spareGas?: bigint
  /** Highest price of a unit of gas, in the chain's smallest unit; any if left out. */
  readonly gasPriceMax?: bigint
}

/**
 * Tries a call out in the next block.
 *
 * @returns the gas it would use
 * @throws CallRevertedError with the reason in plain words, RpcFailedError
 */
export const tryCall = async (client: PublicClient, { account, to, data }: Call): Promise<bigint> => {
  try {
    const request = { account: account.address, to, data, blockTag: 'pending' } as const
    await client.call(request)
    return await client.estimateGas(request)
  } catch (error) {
    throw explainRevert(error)
  }
}

/**
 * Tries a call out, sends it, and waits for its receipt.
 *
 * @throws CallRevertedError, GasPriceTooHighError before anything is sent; TransactionRevertedError, RpcFailedError
 */
export const sendCall = async (
  client: PublicClient,
  call: Call,
  onSent: (hash: Hex) => void = () => undefined,
): Promise<TransactionReceipt> => {
  const { account, to, data, spareGas = GAS_OF_ACCRUAL } = call
  const wanted = ((await tryCall(client, call)) * (100n + GAS_MARGIN_PERCENT)) / 100n + spareGas
  const gas = wanted < GAS_MAX ? wanted : GAS_MAX
  const [chainId, nonce, fees] = await Promise.all([
    call.chainId ?? client.getChainId(),
    client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
    client.estimateFeesPerGas(),
  ])
  const { maxFeePerGas, maxPriorityFeePerGas } = fees
  const { gasPriceMax } = call
  if (gasPriceMax !== undefined && maxFeePerGas > gasPriceMax) {
    throw new GasPriceTooHighError({ price: maxFeePerGas, max: gasPriceMax })
  }
  const fields = { chainId, nonce, gas, to, data, maxFeePerGas, maxPriorityFeePerGas, type: 'eip1559' as const }
  const hash = await client.sendRawTransaction({ serializedTransaction: await account.signTransaction(fields) })
  onSent(hash)
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: RECEIPT_TIMEOUT_MS })
  if (receipt.status !== 'success') throw new TransactionRevertedError({ hash })
  return receipt
}
