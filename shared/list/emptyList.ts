import type { Hex } from '../bytes.ts'

/** The state of a list: its root and version, and the size of its tree. */
export type ListHead = {
  /** 32 bytes. */
  root: Hex
  /** Grows by one with each change of the list. */
  version: bigint
  /** The highest leaf index ever used, plus one. */
  leafCount: number
  /** Levels of the tree, from 1 on. */
  depth: number
}

/** The root of every list without a node, whatever its depth: 32 zero bytes. */
export const EMPTY_LIST_ROOT: Hex = `0x${'00'.repeat(32)}`

/** The list before its first change. */
export const EMPTY_LIST: ListHead = { root: EMPTY_LIST_ROOT, version: 0n, leafCount: 0, depth: 1 }
