import type { Hex } from '../../shared/bytes.ts'
import type { PathRule } from './rules.ts'

/** One node of a path. */
export type OnionHop = {
  readonly nodeId: number
  readonly operator: Hex
  readonly ip: string
  readonly rpcPort: number
  /** 0: none. */
  readonly quicPort: number
  readonly ed25519Key: Hex
  /** Key that a layer for this hop is sealed to. Derived from `ed25519Key`. */
  readonly x25519Key: Hex
  /**
   * ML-KEM-768 encapsulation key, 1,184 bytes, for a hybrid layer. Missing if the node published none, or if its extension
   * document is not known. The document was checked against the list. Only its length was checked as a key.
   */
  readonly kemKey?: Hex
}

/** The rules that a path keeps. */
export type PathExplanation = {
  /** Relaxed rules: no path that begins with the guards in use keeps them. None on a network of some size. */
  readonly relaxed: readonly PathRule[]
  /** Rules that this path keeps, relaxed or not. */
  readonly held: readonly PathRule[]
  /** Place of the guard among the three in use, from 0. Greater than 0 if the guards before rest or are excluded. */
  readonly guardRank: number
  /** Whether nodes that failed lately were taken, because no path is left without them. */
  readonly failuresIgnored: boolean
}

/** Three hops, to be used in this order. */
export type OnionPath = {
  readonly hops: readonly [guard: OnionHop, middle: OnionHop, last: OnionHop]
  /** Epoch of the list that it was built from. */
  readonly epoch: bigint
  readonly explanation: PathExplanation
}
