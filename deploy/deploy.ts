import { getAddress, getContractAddress, type Hex, parseEther } from 'viem'
import { serviceNodeRegistryAbi } from '../shared/contracts/serviceNodeRegistryAbi.ts'
import { type ContractName, readArtifact } from './artifact.ts'
import { type Beacon, kindOfChain, localBeacon, quicknet, type Waits, waitsOf } from './beacon.ts'
import type { Deployer } from './deployer.ts'
import { checkGovernanceDelay, checkRoleHolders, handOverRoles, type RoleHolders } from './handOverRoles.ts'
import { probeChain } from './probeChain.ts'

/** Addresses and constants of one deployment. All addresses are lower-case. */
export type Deployment = {
  readonly chainId: number
  readonly registry: Hex
  readonly token: Hex
  readonly accessManager: Hex
  readonly randomness: Hex
  readonly registryLens: Hex
  readonly signerSets: Hex
  readonly rewardsPool: Hex
  readonly contributionPools: Hex
  /** Block the registry was deployed in. */
  readonly deployBlock: number
  readonly accessManagerBlock: number
  readonly epochSeconds: number
}

/** Defaults of delays, epochs: 2 hours, 14 days and 30 days with epochs of an hour. */
const ACTIVATION_DELAY_EPOCHS = 2
const EXIT_DELAY_EPOCHS = 336
const REMOVAL_LOCK_EPOCHS = 720

/** Share of the rewards pool that a full network is paid per second, times 2^128: 14 % in a year of 365.25 days. */
const REWARD_RATE = (2n ** 128n * 14n) / 100n / 31_557_600n

/** Active nodes that make a full network. A smaller one is paid in proportion. */
const FULL_EMISSION_NODES = 1_000

/** Seconds of the launch: 14 days. */
const LAUNCH_SECONDS = 1_209_600

/** Total supply of tokens, base units. It never changes. */
const TOKEN_SUPPLY = parseEther('240000000')

export type DeployOptions = RoleHolders & {
  /** The beacon that gives seeds. Default: drand's *quicknet*; on local chains the local beacon. */
  readonly beacon?: Beacon
  /** Waits of tickets, see `waitsOf`. */
  readonly waits?: Partial<Waits>
  /** Called with a sentence about the chain before anything is deployed. */
  readonly print?: (sentence: string) => void
  /** Seconds of an epoch. They never change. */
  readonly epochSeconds: number
  /** Active nodes that make a full network, 1 to 2^32 - 1. The number never changes. Default: 1,000. */
  readonly fullEmissionNodes?: number
  /** Seconds from the deployment to the end of the launch, at most 30 days. They never change. Default: 14 days. */
  readonly launchSeconds?: number
  /** Base units that a node locks. */
  readonly stakingRequirement?: bigint
  /** Seconds from register to activate. Default: 2 epochs. */
  readonly activationDelay?: number
  /** Seconds from requestExit to exit. Default: 336 epochs. */
  readonly exitDelay?: number
  /** Least members of a signer set that can act. */
  readonly minQuorum?: number
}

/**
 * Deploys every contract and hands the roles over. Each role but the guardian's is behind the governance delay. The
 * deployer ends without a role.
 *
 * @throws RoleHolderInvalidError, GovernanceTooFastError, LookaheadTooShortError, PrecompilesMissingError before
 * anything is deployed
 */
export const deploy = async (client: Deployer, options: DeployOptions): Promise<Deployment> => {
  const deployerAddress = client.account.address
  checkRoleHolders(deployerAddress, options)
  checkGovernanceDelay(options.epochSeconds)
  const { lookahead, stride } = waitsOf(client.chain.id, options.waits ?? {})
  const sentence = await probeChain(client)
  options.print?.(sentence)
  const { publicKey, genesis, period, knownRound, knownSignature } = options.beacon ?? (await defaultBeacon(client))
  const token = await create(client, 'StakingToken', [deployerAddress, TOKEN_SUPPLY])
  const accessManager = await create(client, 'AccessManager', [deployerAddress])
  const beacon = { publicKey, genesis, period }
  const ofBeacon = [beacon, lookahead, stride, knownRound, knownSignature] as const
  const randomness = await create(client, 'BeaconRandomness', ofBeacon)
  const contributionPools = await addressAfterNext(client)
  const registry = await create(client, 'ServiceNodeRegistry', [
    accessManager.address,
    token.address,
    randomness.address,
    contributionPools,
    {
      rewardRate: REWARD_RATE,
      epochSeconds: options.epochSeconds,
      fullEmissionNodes: options.fullEmissionNodes ?? FULL_EMISSION_NODES,
      launchSeconds: options.launchSeconds ?? LAUNCH_SECONDS,
    },
    {
      stakingRequirement: options.stakingRequirement ?? parseEther('25000'),
      activationDelay: options.activationDelay ?? ACTIVATION_DELAY_EPOCHS * options.epochSeconds,
      exitDelay: options.exitDelay ?? EXIT_DELAY_EPOCHS * options.epochSeconds,
      removalLock: REMOVAL_LOCK_EPOCHS * options.epochSeconds,
      penaltyBps: 1_000,
      minQuorum: options.minQuorum ?? 10,
      removalReward: parseEther('100'),
    },
  ])
  // Reverts if its address is not the one that the registry was told.
  await create(client, 'ContributionPools', [registry.address])
  const registryLens = await create(client, 'RegistryLens', [])
  await handOverRoles(client, { accessManager: accessManager.address, registry: registry.address }, options)
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
    contributionPools,
    deployBlock: Number(registry.blockNumber),
    accessManagerBlock: Number(accessManager.blockNumber),
    epochSeconds: options.epochSeconds,
  }
}

/** The local beacon begins with the deployment, so it works at any time that a test sets. */
const defaultBeacon = async (client: Deployer): Promise<Beacon> =>
  kindOfChain(client.chain.id) === 'local' ? localBeacon(Number((await client.getBlock()).timestamp)) : quicknet()

/** Returns the address of the deployer's contract after the next: registry and contribution pools name each other. */
const addressAfterNext = async (client: Deployer): Promise<Hex> => {
  const { address } = client.account
  const nonce = await client.getTransactionCount({ address, blockTag: 'pending' })
  return getContractAddress({ from: address, nonce: BigInt(nonce) + 1n }).toLowerCase() as Hex
}

const create = async (client: Deployer, name: ContractName, args: readonly unknown[]) => {
  const { abi, bytecode } = await readArtifact(name)
  const hash = await client.deployContract({ abi, bytecode, args })
  const { contractAddress, blockNumber, status } = await client.waitForTransactionReceipt({ hash })
  if (status !== 'success' || !contractAddress) throw new Error(`Deployment of ${name} reverted.`)
  return { address: getAddress(contractAddress).toLowerCase() as Hex, blockNumber }
}
