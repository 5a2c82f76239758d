import type { DrawBelow } from './random.ts'
import { GUARD_LIFETIME_MAX, GUARD_LIFETIME_MIN } from './rules.ts'

/** Draws the end of a guard's lifetime that begins at `now`. Both are unix seconds. */
export function drawExpiry(drawBelow: DrawBelow, now: number): number {
  return now + GUARD_LIFETIME_MIN + drawBelow(GUARD_LIFETIME_MAX - GUARD_LIFETIME_MIN + 1)
}
