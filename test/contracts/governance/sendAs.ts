import { type Abi, BaseError, decodeErrorResult, type Hex } from 'viem'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'

/** A call of one contract, encoded. */
export type Call = { readonly to: Hex; readonly data: Hex }

/** Outcome of a call that succeeded. Every other outcome is the name of the contract's error. */
export const ALLOWED = 'allowed'

/** Outcome of a call that reverts with no data. */
export const NO_REASON = 'reverts without a reason'

/** Gas of each call: the maximum of a transaction (EIP-7825), so that none runs out of it. */
const GAS = 2n ** 24n

/**
 * Sends one real transaction from an account that the chain impersonates.
 *
 * @param errors ABI that holds every error of every contract
 * @returns `ALLOWED`, or the name of the error it reverted with
 */
export const sendAs = async (client: ChainClient, errors: Abi, from: Hex, call: Call): Promise<string> => {
  try {
    const hash = await client.sendTransaction({ ...call, account: from, gas: GAS })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`Transaction ${hash} reverted unnoticed.`)
    return ALLOWED
  } catch (error) {
    const data = revertDataOf(error)
    if (data === undefined) throw error
    return data === '0x' ? NO_REASON : decodeErrorResult({ abi: errors, data }).errorName
  }
}

/** Revert data of the contract; undefined if another part failed. */
const revertDataOf = (error: unknown): Hex | undefined => {
  if (!(error instanceof BaseError)) return undefined
  const found = error.walk((inner) => dataOf(inner) !== undefined)
  return found ? dataOf(found) : undefined
}

/** Hardhat's EVM puts it into the error's data, or one level below if it cannot guess the error's name. */
const dataOf = (error: unknown): Hex | undefined => {
  const { data } = error as { data?: Hex | { data?: Hex } }
  return typeof data === 'object' ? data.data : data
}
