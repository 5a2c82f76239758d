import { getAbiItem, getAddress, type Hex, parseEther, toFunctionSelector } from 'viem'
import { accessManagerAbi, serviceNodeRegistryAbi } from '../../shared/abi.ts'
import { readArtifact } from './artifact.ts'
import type { ChainClient } from './chainClient.ts'

/** What the world needs to know of one deployment; written to `deployments/<chainId>.json` form by the callers. */
export type Deployment = {
  readonly chainId: number
  readonly registry: Hex
  readonly token: Hex
  readonly accessManager: Hex
  readonly randomness: Hex
  readonly registryLens: Hex
  readonly signerSets: Hex
  readonly rewardsPool: Hex
  readonly deployBlock: number
  readonly epochSeconds: number
}

/** Role that may change parameters, after `GOVERNANCE_DELAY_SECONDS`. */
const PARAMETER_ROLE = 1n

/** Role that may stop registrations, at once: it can neither hold anybody back nor take anything. */
const GUARDIAN_ROLE = 2n

/** OpenZeppelin's name for the role that administers all others. */
const ADMIN_ROLE = 0n

/** 61 days: 30 + the longest exit delay + 1, so that whoever dislikes a change can leave before it. */
const GOVERNANCE_DELAY_SECONDS = 61 * 86_400

const DAY_SECONDS = 86_400

/** Fraction of the rewards pool paid out per second, times 2^128: 14 % in a year of 365.25 days. */
const REWARD_RATE = (2n ** 128n * 14n) / 100n / 31_557_600n

/** All tokens there will ever be, base units. */
const TOKEN_SUPPLY = parseEther('240000000')

export type DeployOptions = {
  /** Length of an epoch in seconds, for ever. */
  readonly epochSeconds: number
  /** Base units a node locks. */
  readonly stakingRequirement?: bigint
  /** Seconds from register to activate. */
  readonly activationDelay?: number
  /** Seconds from requestExit to exit. */
  readonly exitDelay?: number
  /** Least members of a signer set that may act. */
  readonly minQuorum?: number
  /** Holds the ADMIN, PARAMETER and GUARDIAN roles in the end; the deployer keeps nothing. Default: the deployer's own address. */
  readonly governor?: Hex
}

/** Deploys every contract and hands the roles over, each but the guardian's behind the governance delay. */
export const deploy = async (client: ChainClient, options: DeployOptions): Promise<Deployment> => {
  const deployerAddress = client.account.address
  const token = await create(client, 'contracts/StakingToken.sol:StakingToken', [deployerAddress, TOKEN_SUPPLY])
  const accessManager = await create(client, '@openzeppelin/contracts/access/manager/AccessManager.sol:AccessManager', [
    deployerAddress,
  ])
  const randomness = await create(client, 'contracts/BlockhashRandomness.sol:BlockhashRandomness', [])
  const registry = await create(client, 'contracts/ServiceNodeRegistry.sol:ServiceNodeRegistry', [
    accessManager.address,
    token.address,
    randomness.address,
    REWARD_RATE,
    options.epochSeconds,
    {
      stakingRequirement: options.stakingRequirement ?? parseEther('25000'),
      activationDelay: options.activationDelay ?? 2 * 3_600,
      exitDelay: options.exitDelay ?? 14 * DAY_SECONDS,
      removalLock: 30 * DAY_SECONDS,
      penaltyBps: 1_000,
      minQuorum: options.minQuorum ?? 10,
      removalReward: parseEther('100'),
    },
  ])
  const registryLens = await create(client, 'contracts/RegistryLens.sol:RegistryLens', [])
  await handOverRoles(client, accessManager.address, registry.address, options.governor ?? deployerAddress)
  const created = (functionName: 'SIGNER_SETS' | 'REWARDS_POOL') =>
    client
      .readContract({ address: registry.address, abi: serviceNodeRegistryAbi, functionName })
      .then((address) => address.toLowerCase() as Hex)
  return {
    chainId: client.chain.id,
    registry: registry.address,
    token: token.address,
    accessManager: accessManager.address,
    randomness: randomness.address,
    registryLens: registryLens.address,
    signerSets: await created('SIGNER_SETS'),
    rewardsPool: await created('REWARDS_POOL'),
    deployBlock: Number(registry.blockNumber),
    epochSeconds: options.epochSeconds,
  }
}

const create = async (client: ChainClient, path: string, args: readonly unknown[]) => {
  const { abi, bytecode } = await readArtifact(path)
  const hash = await client.deployContract({ abi, bytecode, args })
  const { contractAddress, blockNumber, status } = await client.waitForTransactionReceipt({ hash })
  if (status !== 'success' || !contractAddress) throw new Error(`Deployment of ${path} reverted.`)
  return { address: getAddress(contractAddress).toLowerCase() as Hex, blockNumber }
}

/** Ends with nobody able to act without the delay: the deployer's own, immediate ADMIN role is given up last. */
const handOverRoles = async (client: ChainClient, accessManager: Hex, registry: Hex, governor: Hex): Promise<void> => {
  const selectorOf = (name: 'setParameters' | 'pauseRegistration'): Hex =>
    toFunctionSelector(getAbiItem({ abi: serviceNodeRegistryAbi, name }))
  const write = async (functionName: string, args: readonly unknown[]): Promise<void> => {
    const hash = await client.writeContract({
      address: accessManager,
      abi: accessManagerAbi,
      functionName: functionName as 'grantRole',
      args: args as [bigint, Hex, number],
    })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`AccessManager.${functionName} reverted.`)
  }
  const deployerAddress = client.account.address
  await write('setTargetFunctionRole', [registry, [selectorOf('setParameters')], PARAMETER_ROLE])
  await write('grantRole', [PARAMETER_ROLE, governor, GOVERNANCE_DELAY_SECONDS])
  await write('setTargetFunctionRole', [registry, [selectorOf('pauseRegistration')], GUARDIAN_ROLE])
  await write('grantRole', [GUARDIAN_ROLE, governor, 0])
  // Granting a member its role again only changes its delay: that is how the deployer turns into a slow governor.
  await write('grantRole', [ADMIN_ROLE, governor, GOVERNANCE_DELAY_SECONDS])
  if (governor.toLowerCase() !== deployerAddress.toLowerCase()) {
    await write('renounceRole', [ADMIN_ROLE, deployerAddress])
  }
}
