/** Hops of a path. */
export const HOPS = 3

/**
 * The rules of a path, in the order in which they are relaxed if they leave no path:
 *
 * - `guardAge`: the guard is active for 8 days.
 * - `wideSubnet`: no two hops share an IPv4 /16 or an IPv6 /32.
 * - `subnet`: no two hops share an IPv4 /24 or an IPv6 /48.
 * - `operator`: no two hops share an operator.
 */
export const PATH_RULES = ['guardAge', 'wideSubnet', 'subnet', 'operator'] as const

export type PathRule = (typeof PATH_RULES)[number]

/** Number of `PATH_RULES`, from the first on, that are relaxed. */
export type Level = 0 | 1 | 2 | 3 | 4

export const LEVELS: readonly Level[] = [0, 1, 2, 3, 4]

const DAY = 86_400

/** Seconds that a guard is kept. Drawn for each guard: one lifetime for all would show when a client began. */
export const GUARD_LIFETIME_MIN = 60 * DAY
export const GUARD_LIFETIME_MAX = 120 * DAY

/** Seconds that a guard is kept while no list has it. */
export const GUARD_ABSENCE_MAX = 20 * DAY

/** Guards sampled ahead, so that guards in use are replaced from a set that was fixed before. */
export const GUARDS_SAMPLED = 20

/** Sampled guards that are used, the first in order. */
export const GUARDS_PRIMARY = 3

/** Guards kept at most, with those that are absent or unusable now. */
export const GUARDS_MAX = 60

/** Age in seconds of the oldest list that new guards are chosen from. */
export const GUARD_LIST_AGE_MAX = DAY
