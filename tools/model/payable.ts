import { type Hex, zeroAddress } from 'viem'
import { beaconAt, beaconOfSource, currentSource } from './randomness.ts'
import type { ModelState } from './state.ts'

/** The contracts of the protocol, which could use neither tokens nor a node. */
export const protocolContracts = (state: ModelState): readonly Hex[] => {
  const { registry, signerSets, rewardsPool, contributionPools, token, accessManager } = state.world
  const randomness = beaconAt(state, beaconOfSource(state, currentSource(state))).address
  return [registry, signerSets, rewardsPool, contributionPools, token, accessManager, randomness]
}

/** Whether an account can use what it is paid. Contracts of the protocol cannot. */
export const isPayable = (state: ModelState, payee: Hex): boolean =>
  payee !== zeroAddress && !protocolContracts(state).includes(payee)
