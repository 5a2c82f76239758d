import type { Hex } from '../../shared/bytes.ts'
import type { ServiceNodeRecord } from '../../shared/list/record.ts'
import type { Level } from './rules.ts'

/** The fields of a node that paths need. A `ServiceNodeRecord` has them all. */
export type PathNode = Pick<
  ServiceNodeRecord,
  'nodeId' | 'operator' | 'ed25519Key' | 'ip' | 'rpcPort' | 'quicPort' | 'activatedAt'
>

/**
 * Numbers that two nodes of one path must not share: operator and subnet. Under a relaxed rule each node has a number of its
 * own. `pair` numbers operator and subnet together.
 */
export type Classes = {
  readonly operator: Int32Array
  readonly subnet: Int32Array
  readonly pair: Int32Array
  /** Upper bound of the hops that can differ in both. A list with fewer than a path has need not be searched. */
  readonly differentMax: number
}

/** A list prepared for draws. Nodes are named by their index in it. */
export type NodeTable = {
  readonly nodes: readonly PathNode[]
  /** Unix seconds. */
  readonly anchorTimestamp: number
  /** Returns undefined if the node is not listed. */
  indexOf(nodeId: number): number | undefined
  /** Returns the indexes of an operator's nodes. */
  indexesOf(operator: Hex): readonly number[]
  /** Numbers that the hops of a path must not share, by level. */
  readonly classes: Readonly<Record<Level, Classes>>
  isOldEnough(index: number): boolean
  /** Returns the node's X25519 key. Returns null and removes the node from `alive` if its Ed25519 key is unsound. */
  keyOf(index: number): Hex | null
  /** 1 for each node whose key is not known to be unsound. A key is checked when its node is drawn: each takes 0.1 ms. */
  readonly alive: Uint8Array
  /** Returns the number of nodes with a key known to be unsound. */
  unsoundCount(): number
}
