import type { Hex } from 'viem'
import type { Parameters } from '../operation.ts'
import type {
  IdentityView,
  ListView,
  NodeView,
  PoolView,
  RewardAccountView,
  SignerSetView,
  SignerView,
} from '../views.ts'

/** State without allowances and permits, which ERC-20 does not log. */
export type Rebuilt = {
  readonly nodes: ReadonlyMap<number, NodeView>
  /** keccak of the BLS key, and the Ed25519 key. */
  readonly keys: ReadonlyMap<number, { readonly blsKeyHash: Hex; readonly ed25519Key: Hex }>
  /** Keys that their nodes have replaced: BLS keys by hash, and Ed25519 keys. */
  readonly replacedSigners: ReadonlyMap<Hex, SignerView>
  readonly replacedIdentities: ReadonlyMap<Hex, IdentityView>
  readonly list: ListView
  /** Freed leaf indexes in the order in which they were freed. */
  readonly freed: readonly number[]
  readonly principalOwed: bigint
  readonly parameters: Parameters | undefined
  readonly parametersChangeableFrom: number
  readonly pausedUntil: number
  /** Contracts by their number in tickets. */
  readonly sources: readonly Hex[]
  readonly pool: PoolView
  readonly rewardAccounts: ReadonlyMap<number, RewardAccountView>
  readonly balances: ReadonlyMap<Hex, bigint>
  /** Removals by bucket. */
  readonly removalsByBucket: ReadonlyMap<number, number>
  /** Limited suspensions and removals from the list by bucket. */
  readonly suspensionsByBucket: ReadonlyMap<number, number>
  readonly activations: Activations
  /** Events of the registry. */
  readonly eventCount: bigint
  readonly signerSet: (epoch: number) => SignerSetView
}

/** Those of the newest bucket that had one since the launch, and their maximum. Zeros: none yet. */
export type Activations = { readonly bucket: number; readonly count: number; readonly max: number }
