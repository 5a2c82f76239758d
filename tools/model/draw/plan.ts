import type { Block, Call } from '../operation.ts'
import type { ModelState } from '../state.ts'
import type { DrawContext, PlannedPlace } from './context.ts'

export type Draw = (context: DrawContext) => Call

/** An operation to come: its kind, its time, and its node or contribution pool if it has one. */
export type Plan = {
  readonly draw: Draw
  readonly time?: number
  readonly focus?: number | undefined
  readonly place?: PlannedPlace | undefined
  /** Whether it is pointless by now. It is mostly skipped then. */
  readonly isVain?: (state: ModelState, head: Block) => boolean
}

/** A moment from which something is allowed, or is refused. `before`: an operation that it needs. */
export type Edge = {
  readonly at: number
  readonly draw: Draw
  readonly focus?: number
  readonly place?: PlannedPlace
  readonly before?: Draw
}
