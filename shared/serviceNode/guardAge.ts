const DAY = 86_400

/** Seconds from activation to the first use as a guard, by the time of the list's anchor. */
export const GUARD_AGE = 8 * DAY
