import { encodeFunctionData, getAddress, type Hex, parseEther } from 'viem'
import { accessManagerAbi, serviceNodeRegistryAbi } from '../../shared/abi.ts'
import { readArtifact } from './artifact.ts'
import type { ChainClient } from './chainClient.ts'

/** What the world needs to know of one deployment; written to `deployments/<chainId>.json` form by the callers. */
export type Deployment = {
  readonly chainId: number
  readonly registry: Hex
  readonly token: Hex
  readonly accessManager: Hex
  readonly blsVerifier: Hex
  readonly randomness: Hex
  readonly registryLens: Hex
  readonly deployBlock: number
  readonly epochSeconds: number
}

/** Role that may change parameters, after `GOVERNANCE_DELAY_SECONDS`. */
const PARAMETER_ROLE = 1n

/** OpenZeppelin's name for the role that administers all others. */
const ADMIN_ROLE = 0n

/** 61 days: 30 + the longest exit delay + 1, so that whoever dislikes a change can leave before it. */
const GOVERNANCE_DELAY_SECONDS = 61 * 86_400

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
  /** Holds ADMIN and PARAMETER role in the end; the deployer keeps nothing. Default: the deployer's own address. */
  readonly governor?: Hex
}

/** Deploys every contract and hands the roles over, each behind the governance delay. */
export const deploy = async (client: ChainClient, options: DeployOptions): Promise<Deployment> => {
  const deployerAddress = client.account.address
  const token = await create(client, 'contracts/StakingToken.sol:StakingToken', [deployerAddress, TOKEN_SUPPLY])
  const accessManager = await create(client, '@openzeppelin/contracts/access/manager/AccessManager.sol:AccessManager', [
    deployerAddress,
  ])
  const blsVerifier = await create(client, 'contracts/BlsVerifier.sol:BlsVerifier', [])
  const randomness = await create(client, 'contracts/BlockhashRandomness.sol:BlockhashRandomness', [])
  const registry = await create(client, 'contracts/ServiceNodeRegistry.sol:ServiceNodeRegistry', [
    accessManager.address,
    token.address,
    blsVerifier.address,
    randomness.address,
    options.epochSeconds,
    {
      stakingRequirement: options.stakingRequirement ?? parseEther('25000'),
      activationDelay: options.activationDelay ?? 2 * 3_600,
      exitDelay: options.exitDelay ?? 14 * 86_400,
    },
  ])
  const registryLens = await create(client, 'contracts/RegistryLens.sol:RegistryLens', [])
  await handOverRoles(client, accessManager.address, registry.address, options.governor ?? deployerAddress)
  return {
    chainId: client.chain.id,
    registry: registry.address,
    token: token.address,
    accessManager: accessManager.address,
    blsVerifier: blsVerifier.address,
    randomness: randomness.address,
    registryLens: registryLens.address,
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
  const setParameters = encodeFunctionData({
    abi: serviceNodeRegistryAbi,
    functionName: 'setParameters',
    args: [{ stakingRequirement: 0n, activationDelay: 0, exitDelay: 0 }],
  }).slice(0, 10) as Hex
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
  await write('setTargetFunctionRole', [registry, [setParameters], PARAMETER_ROLE])
  await write('grantRole', [PARAMETER_ROLE, governor, GOVERNANCE_DELAY_SECONDS])
  // Granting a member its role again only changes its delay: that is how the deployer turns into a slow governor.
  await write('grantRole', [ADMIN_ROLE, governor, GOVERNANCE_DELAY_SECONDS])
  if (governor.toLowerCase() !== deployerAddress.toLowerCase()) {
    await write('renounceRole', [ADMIN_ROLE, deployerAddress])
  }
}
