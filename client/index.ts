// biome-ignore-all lint/performance/noBarrelFile: the one entry of the published package

/**
 * Fetch the list of service nodes from servers nobody has to trust, and verify all of it from a block hash.
 *
 * @module
 */
export type { Hex } from '../shared/bytes.ts'
export { BaseError } from '../shared/errors/baseError.ts'
export type { EpochProof } from '../shared/list/epochProof.ts'
export type { RegisteredIdentity } from '../shared/list/identity.ts'
export type { ServiceNodeRecord } from '../shared/list/record.ts'
export { encodeSnapshot, type MusterSnapshot, parseSnapshot } from '../shared/list/snapshot.ts'
export { BUCKETS, bucketOf } from '../shared/swarm/bucket.ts'
export { AccountKeyInvalidError } from '../shared/swarm/errors.ts'
export { createMusterClient, type MusterClient } from './createMusterClient.ts'
export type { ClientStorage } from './documentStore.ts'
export {
  type AcceptedEpoch,
  BlockHashUntrustedError,
  BlockNotFinalError,
  ClientArgumentError,
  ClientBusyError,
  ClientConfigError,
  EpochConflictError,
  EpochNotDueError,
  EpochRolledBackError,
  EpochTooOldError,
  NodeListRefusedError,
  type OfferedEpoch,
  type ProviderAnswer,
  type ProviderFailure,
  ProvidersDisagreeError,
  type ProviderTime,
  ProviderTimesDifferError,
  RecordRefusedError,
  RegistrationUnprovenError,
  RpcChainMismatchError,
  RpcRefusedError,
  RpcResponseInvalidError,
  ServerBodyTooLargeError,
  ServerRedirectedError,
  ServerStatusError,
  ServerTextInvalidError,
  ServerTimeoutError,
  ServerUnreachableError,
  type SourceFailure,
  StateTooOldError,
  StorageInvalidError,
  TrustFailedError,
  TrustQuorumError,
} from './errors.ts'
export type { Fetch } from './fetchBounded.ts'
export type { ListedServiceNode, VerifiedNodeList } from './nodeList.ts'
export { createPathBuilder } from './path/createPathBuilder.ts'
export type { FillRandom } from './path/drawBelow.ts'
export {
  GuardStorageError,
  ListTooOldForGuardsError,
  PathListMissingError,
  PathListOlderError,
  RandomSourceError,
  TooFewNodesError,
} from './path/errors.ts'
export { explainPath } from './path/explainPath.ts'
export type { OnionHop, OnionPath, PathExplanation } from './path/onionPath.ts'
export type {
  Exclusion,
  GuardChanges,
  PathBuilder,
  PathBuilderArgs,
  PathFailure,
  PathList,
} from './path/pathBuilder.ts'
export type { PathRule } from './path/rules.ts'
export { pinnedHash } from './pinnedHash.ts'
export type { Registration } from './registration.ts'
export { type RpcQuorumArgs, rpcQuorum } from './rpcQuorum.ts'
export type { MusterClientArgs } from './settings.ts'
export { STORED_LIST } from './storedList.ts'
export { createSwarms, type Swarms } from './swarm/createSwarms.ts'
export { NodeNotListedError } from './swarm/errors.ts'
export type { Trust, TrustContext } from './trust.ts'
export type { VerifiedRecord } from './verifiedRecord.ts'
