import { encodeFunctionData, type Hex } from 'viem'
import type { Deployment } from '../../../deploy/deploy.ts'
import type { Call } from './sendAs.ts'
import type { World } from './world.ts'

/** A call with proper input, made for whoever sends it. */
export type CallMaker = {
  /** What has to be there first; done by those who are allowed to. */
  readonly prepare?: (world: World, from: Hex) => Promise<void>
  readonly call: (world: World, from: Hex) => Promise<Call>
  /** What is to be scheduled first where there is a delay, if it is not the call itself. */
  readonly operation?: (world: World) => Promise<Call>
}

const ADDRESS = {
  ServiceNodeRegistry: 'registry',
  RewardsPool: 'rewardsPool',
  ContributionPools: 'contributionPools',
  SignerSets: 'signerSets',
  StakingToken: 'token',
  AccessManager: 'accessManager',
} as const satisfies Record<string, keyof Deployment>

type ContractName = keyof typeof ADDRESS

/** Arguments of a call, for whoever sends it. */
export type Args = (world: World, from: Hex) => readonly unknown[] | Promise<readonly unknown[]>

/** Encodes calls of one contract with the ABI the compiler left. */
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
