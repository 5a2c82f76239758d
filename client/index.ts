// biome-ignore-all lint/performance/noBarrelFile: the one entry of the published package

/**
 * Fetch the list of service nodes from servers nobody has to trust, and verify all of it from a block hash.
 *
 * @module
 */
export type { Hex } from '../shared/bytes.ts'
export { BaseError } from '../shared/errors.ts'
export type { EpochProof } from '../shared/list/epochProof.ts'
export type { ServiceNodeRecord } from '../shared/list/record.ts'
export type { ClientStorage } from './acceptedEpoch.ts'
export {
  createMusterClient,
  type MusterClient,
  type MusterClientArgs,
  type VerifiedNodeList,
} from './createMusterClient.ts'
export {
  type AcceptedEpoch,
  BlockHashUntrustedError,
  BlockNotFinalError,
  ClientConfigError,
  EpochConflictError,
  EpochRolledBackError,
  EpochTooOldError,
  NodeListRefusedError,
  type OfferedEpoch,
  type ProviderAnswer,
  type ProviderFailure,
  ProvidersDisagreeError,
  RpcChainMismatchError,
  RpcRefusedError,
  RpcResponseInvalidError,
  ServerBodyTooLargeError,
  ServerStatusError,
  ServerTextInvalidError,
  ServerTimeoutError,
  ServerUnreachableError,
  type SourceFailure,
  StorageInvalidError,
  TrustFailedError,
  TrustQuorumError,
} from './errors.ts'
export type { Fetch } from './fetchBounded.ts'
export { pinnedHash } from './pinnedHash.ts'
export { type RpcQuorumArgs, rpcQuorum } from './rpcQuorum.ts'
export type { Trust, TrustContext } from './trust.ts'
