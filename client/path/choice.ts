import type { Level } from './rules.ts'

/** Indexes in the table. */
export type Triple = readonly [guard: number, middle: number, last: number]

/** Three chosen nodes and the rules that they keep. */
export type Choice = {
  readonly triple: Triple
  readonly level: Level
  /** Place of the guard among the primary ones, from 0. */
  readonly guardRank: number
  readonly failuresIgnored: boolean
}
