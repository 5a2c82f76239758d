// biome-ignore-all lint/performance/noBarrelFile: the one entry of the published package

/**
 * Fetches the list of service nodes from untrusted servers, and verifies all of it from a block hash.
 *
 * @module
 */
export type { Hex } from '../shared/bytes.ts'
export { BaseError } from '../shared/errors/baseError.ts'
export type { EpochProof } from '../shared/list/epochProof.ts'
export type { ExtensionDocument, ExtensionEndpoint, UnknownEntry } from '../shared/list/extension/document.ts'
export type { RegisteredIdentity } from '../shared/list/identity.ts'
export type { ServiceNodeRecord } from '../shared/list/record.ts'
export { encodeSnapshot, type MusterSnapshot, parseSnapshot } from '../shared/list/snapshot.ts'
export { BUCKETS, bucketOf } from '../shared/swarm/bucket.ts'
export { AccountKeyInvalidError } from '../shared/swarm/errors.ts'
export type { MusterClientArgs } from './clientArgs.ts'
export { createMusterClient } from './createMusterClient.ts'
export type { ClientStorage } from './documentStore.ts'
export {
  ClientArgumentError,
  ClientBusyError,
  ClientConfigError,
  type SourceFailure,
  StorageInvalidError,
} from './errors.ts'
export type { AcceptedEpoch, OfferedEpoch } from './list/acceptedEpoch.ts'
export { STORED_LIST } from './list/createStoredList.ts'
export {
  EpochConflictError,
  EpochNotDueError,
  EpochRolledBackError,
  EpochTooOldError,
  ExtensionsRefusedError,
  NodeListRefusedError,
  RecordRefusedError,
  RegistrationUnprovenError,
  StateTooOldError,
} from './list/errors.ts'
export type { VerifiedRecord } from './list/fetchRecord.ts'
export type { Registration } from './list/fetchRegistration.ts'
export type { ListedServiceNode, VerifiedNodeList } from './list/nodeList.ts'
export type { MusterClient } from './musterClient.ts'
export { createPathBuilder } from './path/createPathBuilder.ts'
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
export type { FillRandom } from './path/random.ts'
export type { PathRule } from './path/rules.ts'
export { createSwarms, type Swarms } from './swarm/createSwarms.ts'
export { NodeNotListedError } from './swarm/errors.ts'
export {
  RpcChainMismatchError,
  RpcRefusedError,
  RpcResponseInvalidError,
  ServerBodyTooLargeError,
  ServerRedirectedError,
  ServerStatusError,
  ServerTextInvalidError,
  ServerTimeoutError,
  ServerUnreachableError,
} from './transport/errors.ts'
export type { Fetch } from './transport/fetchBounded.ts'
export {
  BlockHashUntrustedError,
  BlockNotFinalError,
  type ProviderAnswer,
  type ProviderFailure,
  ProvidersDisagreeError,
  type ProviderTime,
  ProviderTimesDifferError,
  TrustFailedError,
  TrustQuorumError,
} from './trust/errors.ts'
export { pinnedHash } from './trust/pinnedHash.ts'
export { type RpcQuorumArgs, rpcQuorum } from './trust/rpcQuorum.ts'
export type { Trust, TrustContext } from './trust/trust.ts'
