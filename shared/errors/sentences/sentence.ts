import type { AbiParameter, AbiParameterToPrimitiveType } from 'viem'
import type { accessManagerAbi } from '../../contracts/accessManagerAbi.ts'
import type { beaconRandomnessAbi } from '../../contracts/beaconRandomnessAbi.ts'
import type { contributionPoolsAbi } from '../../contracts/contributionPoolsAbi.ts'
import type { registryLensAbi } from '../../contracts/registryLensAbi.ts'
import type { rewardsPoolAbi } from '../../contracts/rewardsPoolAbi.ts'
import type { serviceNodeRegistryAbi } from '../../contracts/serviceNodeRegistryAbi.ts'
import type { signerSetsAbi } from '../../contracts/signerSetsAbi.ts'
import type { stakingTokenAbi } from '../../contracts/stakingTokenAbi.ts'

type Items =
  | (typeof accessManagerAbi)[number]
  | (typeof beaconRandomnessAbi)[number]
  | (typeof contributionPoolsAbi)[number]
  | (typeof registryLensAbi)[number]
  | (typeof rewardsPoolAbi)[number]
  | (typeof serviceNodeRegistryAbi)[number]
  | (typeof signerSetsAbi)[number]
  | (typeof stakingTokenAbi)[number]

type ErrorItem = Extract<Items, { type: 'error' }>

type Args<Inputs extends readonly AbiParameter[]> = {
  [I in keyof Inputs]: AbiParameterToPrimitiveType<Inputs[I]>
}

/** The name of an error of a Muster contract. */
export type ContractErrorName = ErrorItem['name']

/**
 * A sentence for each error of the contracts, made from the arguments of the error. It says what happened, what was
 * expected and got, and what to do. The compiler refuses a table with an error too many, or one too few.
 */
export type ContractSentences = {
  readonly [Item in ErrorItem as Item['name']]: (...args: Args<Item['inputs']>) => string
}
