import { type Abi, BaseError, decodeErrorResult, type Hex, isHex } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { describeContractError } from '../../../shared/errors/contractErrors.ts'
import { printable } from '../../../shared/format/printable.ts'
import { CallRevertedError, RpcFailedError } from './errors.ts'

const ERRORS = [
  ...serviceNodeRegistryAbi,
  ...signerSetsAbi,
  ...rewardsPoolAbi,
  ...beaconRandomnessAbi,
  ...contributionPoolsAbi,
  ...accessManagerAbi,
  ...stakingTokenAbi,
].filter(({ type }) => type === 'error') as Abi

/** Name and arguments of a revert; undefined where the contract gave no error of ours. */
const decode = (data: Hex): { name: string; args: readonly unknown[] } | undefined => {
  try {
    const { errorName, args } = decodeErrorResult({ abi: ERRORS, data })
    return { name: errorName, args: (args ?? []) as readonly unknown[] }
  } catch {
    return undefined
  }
}

/** Bytes of the revert, somewhere in the chain of causes that viem builds. */
const revertData = (error: BaseError): Hex | undefined => {
  let found: Hex | undefined
  error.walk((cause) => {
    const data = (cause as { data?: unknown }).data
    const inner = typeof data === 'object' && data !== null ? (data as { data?: unknown }).data : data
    if (isHex(inner) && inner.length >= 10) found = inner
    return false
  })
  return found
}

/**
 * Explains an error of viem: a revert with its reason in plain words, or an endpoint that failed. Returns errors that are not
 * viem's unchanged.
 */
export const explainRevert = (error: unknown): unknown => {
  if (!(error instanceof BaseError)) return error
  const data = revertData(error)
  const isRevert =
    data !== undefined || error.walk((cause) => /revert/i.test(cause instanceof Error ? cause.message : '')) !== null
  if (!isRevert) {
    return new RpcFailedError({ reason: printable(error.details || error.shortMessage).slice(0, 300), cause: error })
  }
  const decoded = data === undefined ? undefined : decode(data)
  const sentence = decoded && describeContractError(decoded.name, decoded.args)
  if (decoded === undefined || sentence === undefined) {
    const seen = data === undefined ? 'It gives no reason.' : `It gives ${data.slice(0, 74)}.`
    return new CallRevertedError({ reason: 'unknown', sentence: seen, cause: error })
  }
  return new CallRevertedError({ reason: decoded.name, values: decoded.args, sentence, cause: error })
}
