import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Abi, Hex } from 'viem'
import { accessManagerAbi } from '../shared/contracts/accessManagerAbi.ts'
import { beaconRandomnessAbi } from '../shared/contracts/beaconRandomnessAbi.ts'
import { contributionPoolsAbi } from '../shared/contracts/contributionPoolsAbi.ts'
import { registryLensAbi } from '../shared/contracts/registryLensAbi.ts'
import { rewardsPoolAbi } from '../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../shared/contracts/signerSetsAbi.ts'
import { stakingTokenAbi } from '../shared/contracts/stakingTokenAbi.ts'

/** ABI and code of a contract. */
export type Artifact = { readonly abi: Abi; readonly bytecode: Hex; readonly deployedBytecode: Hex }

const ABIS = {
  AccessManager: accessManagerAbi,
  BeaconRandomness: beaconRandomnessAbi,
  ContributionPools: contributionPoolsAbi,
  RegistryLens: registryLensAbi,
  RewardsPool: rewardsPoolAbi,
  ServiceNodeRegistry: serviceNodeRegistryAbi,
  SignerSets: signerSetsAbi,
  StakingToken: stakingTokenAbi,
} as const satisfies Record<string, Abi>

/** Name of a contract that is deployed. */
export type ContractName = keyof typeof ABIS

/** Digest of the code of all contracts that are deployed. Changes if a chain of another version holds other code. */
export const digestOfContracts = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const name of Object.keys(ABIS) as ContractName[]) hash.update((await readArtifact(name)).deployedBytecode)
  return hash.digest('hex')
}

/** Reads the committed code of a contract. Needs no compiler. */
export const readArtifact = async (name: ContractName): Promise<Artifact> => {
  const file = new URL(`../shared/contracts/bytecode/${name}.json`, import.meta.url)
  const { bytecode, deployedBytecode } = JSON.parse(await readFile(file, 'utf8')) as Omit<Artifact, 'abi'>
  return { abi: ABIS[name], bytecode, deployedBytecode }
}
