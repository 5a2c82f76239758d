import type { Abi, Hex } from 'viem'
import type { Deployment } from '../../../deploy/deploy.ts'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import type { Parameters } from '../operation.ts'
import type {
  ContributionPoolView,
  IdentityView,
  ListView,
  NodeView,
  PoolView,
  RewardAccountView,
  SignerSetView,
  SignerView,
  SlotView,
} from '../views.ts'

/** Keys of a node, by which the contracts find some of its state. */
export type NodeKeys = { readonly blsKeyHash: Hex; readonly ed25519Key: Hex }

/** Contracts that keep each part of a node. */
type GatheredField = 'pendingOwner' | 'pendingOperator' | 'principalPaid' | 'blsKeyUser' | 'ed25519KeyUser'
type StoredField = Exclude<keyof NodeView, keyof IdentityView | keyof SignerView | GatheredField>

export type Views = {
  list(): Promise<ListView>
  node(nodeId: number, keys: NodeKeys): Promise<NodeView>
  /** Storage of a BLS key by its hash, and of an Ed25519 key. */
  signer(blsKeyHash: Hex): Promise<SignerView>
  identity(ed25519Key: Hex): Promise<IdentityView>
  nodeCount(): Promise<number>
  principalOwed(): Promise<bigint>
  parameters(): Promise<Parameters>
  parametersChangeableFrom(): Promise<number>
  pausedUntil(): Promise<number>
  launchEnd(): Promise<number>
  isPayable(account: Hex): Promise<boolean>
  /** Events that the registry ever emitted. */
  eventCount(): Promise<bigint>
  /** Contract that new tickets name. */
  source(): Promise<Hex>
  /** Contract of this number in tickets; the zero address if there is none. */
  sourceOf(source: number): Promise<Hex>
  /** View of a beacon's contract in this block. */
  newestRound(beacon: Hex): Promise<number>
  ticket(beacon: Hex): Promise<readonly [round: number, time: number]>
  isPublished(beacon: Hex, round: number): Promise<boolean>
  randomnessOf(beacon: Hex, round: number): Promise<Hex>
  signerSet(epoch: number): Promise<SignerSetView>
  activeCount(): Promise<number>
  /** Q128 of the balance per second, of a full network. */
  rewardRate(): Promise<bigint>
  /** Active nodes that make a full network. */
  fullEmissionNodes(): Promise<number>
  pool(): Promise<PoolView>
  rewardAccount(nodeId: number): Promise<RewardAccountView>
  /** Claimable base units in this block. */
  accrued(nodeId: number): Promise<bigint>
  balance(account: Hex): Promise<bigint>
  allowance(owner: Hex, spender: Hex): Promise<bigint>
  permitNonce(owner: Hex): Promise<bigint>
  contributionPoolCount(): Promise<bigint>
  contributionPool(poolId: bigint): Promise<ContributionPoolView>
  slots(poolId: bigint): Promise<readonly SlotView[]>
  isOver(poolId: bigint): Promise<boolean>
  contributionBounds(poolId: bigint, contributor: Hex): Promise<readonly [min: bigint, max: bigint]>
  due(poolId: bigint, slot: number): Promise<bigint>
  pendingContributor(poolId: bigint, slot: number): Promise<Hex>
  contributionPoolEvents(): Promise<bigint>
  credit(beneficiary: Hex): Promise<bigint>
}

/** Reads every view that the model is compared with. Follow each change of the interface here. */
export const readViews = async (client: ChainClient, deployment: Deployment): Promise<Views> => {
  const at =
    (address: Hex, abi: Abi) =>
    async <T>(functionName: string, ...args: readonly unknown[]): Promise<T> =>
      lower((await client.readContract({ address, abi, functionName, args })) as T)
  const registry = at(deployment.registry, serviceNodeRegistryAbi)
  const token = at(deployment.token, stakingTokenAbi)
  const pool = at(deployment.rewardsPool, rewardsPoolAbi)
  const signers = at(deployment.signerSets, signerSetsAbi)
  const pools = at(deployment.contributionPools, contributionPoolsAbi)
  return {
    list: async () => {
      const [version, leafCount, depth] = await registry<[bigint, number, number]>('listState')
      return { root: await registry<Hex>('listRoot'), version, leafCount, depth }
    },
    node: async (nodeId, { blsKeyHash, ed25519Key }) => {
      const stored = await registry<Pick<NodeView, StoredField>>('serviceNode', nodeId)
      const identity = await registry<IdentityView>('identity', ed25519Key)
      const signer = await signers<SignerView>('signer', blsKeyHash)
      const { nodeId: ed25519KeyUser, ...endpoint } = identity
      const { nodeId: blsKeyUser, ...interval } = signer
      return {
        ...stored,
        ...endpoint,
        ...interval,
        blsKeyUser,
        ed25519KeyUser,
        pendingOwner: await registry<Hex>('pendingOwner', nodeId),
        pendingOperator: await registry<Hex>('pendingOperator', nodeId),
        principalPaid: await registry<bigint>('principalPaid', nodeId),
      }
    },
    signer: (blsKeyHash) => signers('signer', blsKeyHash),
    identity: (ed25519Key) => registry('identity', ed25519Key),
    nodeCount: () => registry('serviceNodeCount'),
    principalOwed: () => registry('principalOwed'),
    parameters: () => registry('parameters'),
    parametersChangeableFrom: () => registry('parametersChangeableFrom'),
    pausedUntil: () => registry('pausedUntil'),
    launchEnd: () => registry('LAUNCH_END'),
    isPayable: (account) => registry('isPayable', account),
    eventCount: () => registry('eventCount'),
    source: () => registry('randomness'),
    sourceOf: (source) => registry('randomnessSource', source),
    newestRound: (beacon) => at(beacon, beaconRandomnessAbi)('newestRound'),
    ticket: (beacon) => at(beacon, beaconRandomnessAbi)('ticket'),
    isPublished: (beacon, round) => at(beacon, beaconRandomnessAbi)('isPublished', round),
    randomnessOf: (beacon, round) => at(beacon, beaconRandomnessAbi)('randomnessOf', round),
    signerSet: async (epoch) => {
      const [{ x_a, x_b, y_a, y_b }, members] = await signers<[G1Point, number]>('signerSet', epoch)
      return { aggregate: `0x${[x_a, x_b, y_a, y_b].map((word) => word.slice(2)).join('')}`, members }
    },
    activeCount: () => signers('activeCount'),
    rewardRate: () => pool('ratePerSecond'),
    fullEmissionNodes: () => pool('FULL_EMISSION_NODES'),
    pool: () => pool('poolAccount'),
    rewardAccount: (nodeId) => pool('nodeAccount', nodeId),
    accrued: (nodeId) => pool('accrued', nodeId),
    balance: (account) => token('balanceOf', account),
    allowance: (owner, spender) => token('allowance', owner, spender),
    permitNonce: (owner) => token('nonces', owner),
    contributionPoolCount: () => pools('poolCount'),
    contributionPool: (poolId) => pools('pool', poolId),
    slots: (poolId) => pools('slots', poolId),
    isOver: (poolId) => pools('isOver', poolId),
    contributionBounds: (poolId, contributor) => pools('contributionBounds', poolId, contributor),
    due: (poolId, slot) => pools('due', poolId, slot),
    pendingContributor: (poolId, slot) => pools('pendingContributor', poolId, slot),
    contributionPoolEvents: () => pools('eventCount'),
    credit: (beneficiary) => pools('credit', beneficiary),
  }
}

/** Addresses come with a checksum. Here all hex is in lower case. */
const lower = <T>(value: T): T => {
  if (typeof value === 'string') return value.toLowerCase() as T
  if (Array.isArray(value)) return value.map(lower) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, lower(inner)])) as T
}
