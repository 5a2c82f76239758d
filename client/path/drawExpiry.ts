import type { DrawBelow } from './drawBelow.ts'
import { GUARD_LIFETIME_MAX, GUARD_LIFETIME_MIN } from './rules.ts'

/** When a guard's lifetime that begins at `now` is over; both unix seconds. Drawn anew for each. */
export function drawExpiry(drawBelow: DrawBelow, now: number): number {
  return now + GUARD_LIFETIME_MIN + drawBelow(GUARD_LIFETIME_MAX - GUARD_LIFETIME_MIN + 1)
}
