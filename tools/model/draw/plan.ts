import type { Random } from '../createRandom.ts'
import type { Block, Call } from '../operation.ts'
import type { ModelState } from '../state.ts'
import type { DrawContext, PlannedPlace, StaleKey } from './context.ts'

export type Draw = (context: DrawContext) => Call

/** An operation to come: its kind, its time, and its node or contribution pool if it has one. */
export type Plan = {
  readonly draw: Draw
  readonly time?: number
  readonly focus?: number | undefined
  readonly place?: PlannedPlace | undefined
  readonly stale?: StaleKey | undefined
  /** Whether it is pointless by now. It is mostly skipped then. */
  readonly isVain?: (state: ModelState, head: Block) => boolean
}

/** Returns a row of operations; none if the state does not allow it now. */
export type Planner = (random: Random, state: ModelState, head: Block) => readonly Plan[]

/** A moment from which something is allowed, or is refused. `before`: an operation that it needs. */
export type Edge = {
  readonly at: number
  readonly draw: Draw
  readonly focus?: number
  readonly place?: PlannedPlace
  readonly before?: Draw
}
