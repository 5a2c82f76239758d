/** A contract that is deployed, and whose ABI and bytecode are committed. */
export type ProductContract = {
  readonly contractName: string
  /** Path from the project root, or from `node_modules` for a package. */
  readonly sourceName: string
}

const own = (contractName: string): ProductContract => ({ contractName, sourceName: `contracts/${contractName}.sol` })

export const PRODUCT_CONTRACTS: readonly ProductContract[] = [
  { contractName: 'AccessManager', sourceName: '@openzeppelin/contracts/access/manager/AccessManager.sol' },
  own('BeaconRandomness'),
  own('ContributionPools'),
  own('RegistryLens'),
  own('RewardsPool'),
  own('ServiceNodeRegistry'),
  own('SignerSets'),
  own('StakingToken'),
]
