import type { Level } from './rules.ts'

/** Nodes that may follow on a guard. `alive` has 1 for each usable node. */
export type EligibleHops = {
  /** Returns whether there is a last and a middle hop for the guard. */
  canBegin(guard: number, level: Level, alive: Uint8Array): boolean
  /** Returns the last hops that have a middle hop. So no draw fails while a path exists. */
  lasts(guard: number, level: Level, alive: Uint8Array): number[]
  /** Returns the middle hops between the guard and the last hop. */
  middles(guard: number, last: number, level: Level, alive: Uint8Array): number[]
}
