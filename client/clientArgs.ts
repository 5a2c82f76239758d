import type { Hex } from '../shared/bytes.ts'
import type { MusterSnapshot } from '../shared/list/snapshot.ts'
import type { ClientStorage } from './documentStore.ts'
import type { SourceFailure } from './errors.ts'
import type { GuardChanges } from './path/pathBuilder.ts'
import type { Fetch } from './transport/fetchBounded.ts'
import type { Trust } from './trust/trust.ts'

/** Arguments of `createMusterClient`. Chain, registry and epoch length are fixed for the client's life. */
export type MusterClientArgs = {
  /** Base URLs of API servers or mirrors, in the order they are asked. The client trusts none of them. */
  sources: readonly string[]
  chainId: bigint | number
  /** Address of the service node registry. */
  registry: Hex
  /** Seconds of an epoch, as fixed in the registry. */
  epochSeconds: number
  /** Source of trust in a block hash and of the chain's time: `rpcQuorum`, `pinnedHash`, or the caller's own. */
  trust: Trust
  /** Keeps the newest accepted epoch over restarts. Without it, a restart forgets that epoch. */
  storage?: ClientStorage
  /** Keeps the last list over restarts: a text of some 320 kB for 1,500 nodes. Needs `storage`. */
  listStorage?: ClientStorage
  /** Keeps the guards of onion paths, in a document of its own. `buildPath` needs it: without it, guards would change. */
  guardStorage?: ClientStorage
  /** Called with the effect of each new list on the guards. */
  onGuardChanges?: (changes: GuardChanges) => void
  /** A list that came with the program, see `parseSnapshot`. Asked last, and checked as any other. */
  bundled?: MusterSnapshot
  /** JSON-RPC URLs that `isRegistered` asks for state proofs, in this order. The client trusts none of them. */
  stateRpcs?: readonly string[]
  /** Epochs that a list may be behind the one due. Default 1. */
  maxEpochLag?: number
  /** Rows of the largest list taken. A larger one is refused unread. Default 16,384. */
  listCountMax?: number
  /** Tree levels of the deepest list taken. A deeper one is refused unread. Default 7. */
  listDepthMax?: number
  /** Called for each source whose answer was refused, before the next one is asked. */
  onSourceError?: (failure: SourceFailure) => void
  /** Replaces the global `fetch`. */
  fetch?: Fetch
  /** Milliseconds of a clock; only differences matter. Default `Date.now`. */
  nowMs?: () => number
}
