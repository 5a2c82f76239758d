/** Hops of a path. */
export const HOPS = 3

/**
 * The rules a path keeps, in the order in which they are given up where they leave no path:
 *
 * - `guardAge`: the guard is active for 8 days.
 * - `wideSubnet`: no two hops share an IPv4 /16 or an IPv6 /32.
 * - `subnet`: no two hops share an IPv4 /24 or an IPv6 /48.
 * - `operator`: no two hops share an operator.
 */
export const PATH_RULES = ['guardAge', 'wideSubnet', 'subnet', 'operator'] as const

export type PathRule = (typeof PATH_RULES)[number]

/** How many of `PATH_RULES`, from the first on, are given up. */
export type Level = 0 | 1 | 2 | 3 | 4

export const LEVELS: readonly Level[] = [0, 1, 2, 3, 4]

const DAY = 86_400

/** Seconds from activation to first use as a guard, by the time of the list's anchor: a new node waits to be one. */
export const GUARD_AGE = 8 * DAY

/** Seconds that a guard is kept, drawn for each: the same for all would tell when a client began. */
export const GUARD_LIFETIME_MIN = 60 * DAY
export const GUARD_LIFETIME_MAX = 120 * DAY

/** Seconds that a guard is kept though no list has it. */
export const GUARD_ABSENCE_MAX = 20 * DAY

/** Guards that can be used: sampled ahead, so that those in use are replaced from a set that was fixed before. */
export const GUARDS_SAMPLED = 20

/** Of them, the first in order that are used at all. */
export const GUARDS_PRIMARY = 3

/** Guards kept at most, those that are absent or cannot be used now included. */
export const GUARDS_MAX = 60

/** Seconds that a list may be old for new guards to be chosen from it. */
export const GUARD_LIST_AGE_MAX = DAY
