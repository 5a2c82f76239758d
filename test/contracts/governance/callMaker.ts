import { encodeFunctionData, type Hex } from 'viem'
import type { Deployment } from '../../../deploy/deploy.ts'
import type { Call } from './sendAs.ts'
import type { World } from './world.ts'

/** A valid call, made for its sender. */
export type CallMaker = {
  /** Preparations, done by the roles that are allowed to. */
  readonly prepare?: (world: World, from: Hex) => Promise<void>
  readonly call: (world: World, from: Hex) => Promise<Call>
  /** Call to schedule first if there is a delay and it is not the call itself. */
  readonly operation?: (world: World) => Promise<Call>
}

const ADDRESS = {
  ServiceNodeRegistry: 'registry',
  BeaconRandomness: 'randomness',
  RewardsPool: 'rewardsPool',
  ContributionPools: 'contributionPools',
  SignerSets: 'signerSets',
  StakingToken: 'token',
  AccessManager: 'accessManager',
} as const satisfies Record<string, keyof Deployment>

type ContractName = keyof typeof ADDRESS

/** Arguments of a call, for its sender. */
export type Args = (world: World, from: Hex) => readonly unknown[] | Promise<readonly unknown[]>

/** Encodes calls of one contract with the compiled ABI. */
export const callsOf =
  (contract: ContractName) =>
  (functionName: string, args: Args): CallMaker['call'] =>
  async (world, from) => {
    const artifact = world.contracts.find(({ name }) => name === contract)
    if (!artifact) throw new Error(`There is no contract ${contract}.`)
    return {
      to: world.deployment[ADDRESS[contract]],
      data: encodeFunctionData({ abi: artifact.abi, functionName, args: await args(world, from) }),
    }
  }
