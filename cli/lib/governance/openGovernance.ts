import { type ContractFunctionReturnType, encodeFunctionData, type Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { type Connection, connect } from '../input/connect.ts'
import type { Options } from '../input/options.ts'
import { amountBounds, type Bounds, PARAMETER_NAMES, type Parameters } from './parameters.ts'

/** A registry, and the contracts that govern and feed it. */
export type Governance = Registry & { readonly manager: Hex; readonly token: Hex; readonly rewardsPool: Hex }

const BLOCK_MAX = 999_999_999_999

/** The first block of log scans. */
export const readFromBlock = (options: Options): bigint =>
  BigInt(options.optionalInteger('from-block', 0, BLOCK_MAX) ?? 0)

/** Opens the registry of a call and its governing contracts. @throws ChainMismatchError, NoRegistryError, RpcFailedError */
export const openGovernance = async (connection: Connection): Promise<Governance> => {
  const opened = await connect(connection, connection.network.get('registry'))
  const addressOf = async (functionName: 'authority' | 'TOKEN' | 'REWARDS_POOL'): Promise<Hex> => {
    const { client, registry: address } = opened
    return (await client.readContract({ address, abi: serviceNodeRegistryAbi, functionName })).toLowerCase() as Hex
  }
  const [manager, token, rewardsPool] = await Promise.all([
    addressOf('authority'),
    addressOf('TOKEN'),
    addressOf('REWARDS_POOL'),
  ])
  return { ...opened, manager, token, rewardsPool }
}

type ParametersOnChain = ContractFunctionReturnType<typeof serviceNodeRegistryAbi, 'view', 'parameters'>

/** All parameters as bigint. The ABI has some of them as numbers. */
export const parametersOf = (onChain: ParametersOnChain): Parameters =>
  Object.fromEntries(PARAMETER_NAMES.map((name) => [name, BigInt(onChain[name])])) as Parameters

export const readParameters = async ({ client, registry: address }: Registry): Promise<Parameters> =>
  parametersOf(await client.readContract({ address, abi: serviceNodeRegistryAbi, functionName: 'parameters' }))

type DelayBound =
  | 'ACTIVATION_DELAY_EPOCHS_MIN'
  | 'ACTIVATION_DELAY_EPOCHS_MAX'
  | 'EXIT_DELAY_EPOCHS_MIN'
  | 'EXIT_DELAY_EPOCHS_MAX'
  | 'REMOVAL_LOCK_EPOCHS_MAX'

/**
 * The hard bounds of each parameter. Those of the requirement depend on its present value. The contract has those of
 * delays in epochs. The removal lock is also at least the exit delay, which `applySettings` checks.
 */
export const readBounds = async (registry: Registry, current: Parameters): Promise<Bounds> => {
  const { client, signerSets: address, epochSeconds } = registry
  const read = async (functionName: DelayBound | 'PENALTY_BPS_MAX' | 'MIN_QUORUM_MIN' | 'MIN_QUORUM_MAX') =>
    BigInt(await client.readContract({ address, abi: signerSetsAbi, functionName }))
  const seconds = async (name: DelayBound) => (await read(name)) * BigInt(epochSeconds)
  const [activationDelay, exitDelay, lockMax, minQuorum, penaltyMax] = await Promise.all([
    Promise.all([seconds('ACTIVATION_DELAY_EPOCHS_MIN'), seconds('ACTIVATION_DELAY_EPOCHS_MAX')]),
    Promise.all([seconds('EXIT_DELAY_EPOCHS_MIN'), seconds('EXIT_DELAY_EPOCHS_MAX')]),
    seconds('REMOVAL_LOCK_EPOCHS_MAX'),
    Promise.all([read('MIN_QUORUM_MIN'), read('MIN_QUORUM_MAX')]),
    read('PENALTY_BPS_MAX'),
  ])
  return {
    ...amountBounds(current.stakingRequirement),
    activationDelay,
    exitDelay,
    removalLock: [exitDelay[0], lockMax],
    penaltyBps: [0n, penaltyMax],
    minQuorum,
  }
}

/** Call data of `setParameters`. */
export const setParametersCall = (parameters: Parameters): Hex =>
  encodeFunctionData({
    abi: serviceNodeRegistryAbi,
    functionName: 'setParameters',
    args: [
      {
        ...parameters,
        activationDelay: Number(parameters.activationDelay),
        exitDelay: Number(parameters.exitDelay),
        removalLock: Number(parameters.removalLock),
        penaltyBps: Number(parameters.penaltyBps),
        minQuorum: Number(parameters.minQuorum),
      },
    ],
  })
