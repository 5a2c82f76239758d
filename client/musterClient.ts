import type { Hex } from '../shared/bytes.ts'
import type { ExtensionDocument } from '../shared/list/extension/document.ts'
import type { MusterSnapshot } from '../shared/list/snapshot.ts'
import type { VerifiedRecord } from './list/fetchRecord.ts'
import type { Registration } from './list/fetchRegistration.ts'
import type { ListedServiceNode, VerifiedNodeList } from './list/nodeList.ts'
import type { OnionPath } from './path/onionPath.ts'
import type { Exclusion, PathFailure } from './path/pathBuilder.ts'

/** See `createMusterClient`. */
export type MusterClient = {
  /**
   * Returns the node list to use now. Everything about it was verified: each record, that none is missing, that it is due and
   * that it is recent. Returns the held list while it is the one due by the chain's time, else a newer one. If no newer one
   * is available, returns the held list until it is more than `maxEpochLag` behind.
   *
   * @throws NodeListRefusedError if no source gave a list that can be accepted; `failures` holds each source's error. The
   * client never falls back to a list that does not verify.
   * @throws StorageInvalidError if the caller's storage fails or is damaged; ClientBusyError if too many calls wait
   */
  getNodeList(): Promise<VerifiedNodeList>
  /**
   * Asks the sources for the newest list due, whether or not one is held. Fetches a delta if a source has one, else the whole
   * list. Calls at the same time share one answer. Throws as `getNodeList`, which asks no more often than it must.
   */
  refresh(): Promise<VerifiedNodeList>
  /** Returns a node's record in the list to use now, `null` if the node is not Active. Throws as `getNodeList`. */
  serviceNode(nodeId: number): Promise<ListedServiceNode | null>
  /** Returns the list to use now with its proof. `encodeSnapshot` makes a file of it. Throws as `getNodeList`. */
  snapshot(): Promise<MusterSnapshot>
  /**
   * Returns the nodes that keep an account's messages, in the order of the swarm: 7 if the list has as many. Sends no request
   * about the account. Throws as `getNodeList`.
   *
   * @param accountKey the 32-byte X25519 key, without a prefix byte
   * @throws AccountKeyInvalidError
   */
  swarm(accountKey: Uint8Array): Promise<ListedServiceNode[]>
  /**
   * Returns the buckets that a node serves, ascending, of 4,096. The first call for a list takes about a second for 2,000
   * nodes. Throws as `getNodeList`.
   *
   * @throws NodeNotListedError
   */
  bucketsOf(nodeId: number): Promise<number[]>
  /**
   * Draws an onion path of three nodes from the list to use now. Its `explanation` names the rules that it keeps. Needs
   * `guardStorage`. A hop has its `kemKey` if its extension document is held already. Throws as `getNodeList`.
   *
   * @param options.exclude nodes that must not be on the path: the destination, its operator
   * @throws TooFewNodesError, ListTooOldForGuardsError, GuardStorageError, RandomSourceError; ClientArgumentError;
   * ClientBusyError if too many calls wait for paths
   */
  buildPath(options?: { exclude?: Exclusion }): Promise<OnionPath>
  /**
   * Fetches the extension documents of the hops that are not held, and returns the path with each `kemKey` that is known then.
   * Servers learn the blocks of 64 leaves that the hops are in, in no order.
   *
   * A refused block leaves its hops without a key, and is reported to `onSourceError`. It does not reject the call: a caller
   * that drew another path then would let servers choose its hops. Throws as `getNodeList`.
   */
  withKemKeys(path: OnionPath): Promise<OnionPath>
  /**
   * Returns the extension document that the operator of a node published, `null` if there is none or it is malformed. Fetches
   * the whole block of 64 leaves, so that servers do not learn the node. Every byte was checked against the list in use. Its
   * statements are the operator's own. An `endpoint` that breaks the endpoint rules is left out. Throws as `getNodeList`.
   *
   * @throws NodeNotListedError; ExtensionsRefusedError if no source gave the block
   */
  extension(nodeId: number): Promise<ExtensionDocument | null>
  /** Counts a failure of a path, for a limited time. Must not be called while the device is offline. @throws ClientArgumentError */
  reportFailure(path: OnionPath, failure: PathFailure): void
  /** Clears the failures of the three nodes. Call it after an answer sealed by the last node. @throws ClientArgumentError */
  reportSuccess(path: OnionPath): void
  /** Describes a path in sentences, one a line. The same as data: `path.explanation`. */
  explain(path: OnionPath): string[]
  /**
   * Fetches one record by its place in the list, without the list: a kilobyte. The server learns which record is asked for.
   * So use it for tools and for a node that is known anyway, not to choose a node.
   *
   * @throws RecordRefusedError if no source gave a record that leads to the trusted root; StorageInvalidError;
   * ClientArgumentError; ClientBusyError if too many calls wait for records
   */
  verifiedRecord(leafIndex: number): Promise<VerifiedRecord>
  /**
   * Returns whether any node ever had this Ed25519 key (32 bytes of hex). Both answers are proven by a state proof of a recent
   * final block, from one of `stateRpcs`. `identity.isReplaced`: the node has another key now.
   *
   * @throws RegistrationUnprovenError if no endpoint gave a proof that holds; ClientArgumentError
   */
  isRegistered(ed25519Key: Hex): Promise<Registration & { isRegistered: boolean }>
}
