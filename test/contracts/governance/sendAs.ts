import { type Abi, BaseError, decodeErrorResult, type Hex } from 'viem'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'

/** A call of one contract, encoded. */
export type Call = { readonly to: Hex; readonly data: Hex }

/** What became of a call that succeeded. Every other outcome is the name of the contract's error. */
export const ALLOWED = 'allowed'

/** A call that reverts with no data at all. */
export const NO_REASON = 'reverts without a reason'

/** Gas of each call: the most a transaction may use (EIP-7825), so that none fails for the lack of it. */
const GAS = 2n ** 24n

/**
 * One real transaction as somebody, whose account the chain must be told to lend out.
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

/** What the contract reverted with; undefined where it was not the contract that failed. */
const revertDataOf = (error: unknown): Hex | undefined => {
  if (!(error instanceof BaseError)) return undefined
  const found = error.walk((inner) => dataOf(inner) !== undefined)
  return found ? dataOf(found) : undefined
}

/** Hardhat's EVM tells it as the error's data, or one level below where it cannot guess the error's name. */
const dataOf = (error: unknown): Hex | undefined => {
  const { data } = error as { data?: Hex | { data?: Hex } }
  return typeof data === 'object' ? data.data : data
}
