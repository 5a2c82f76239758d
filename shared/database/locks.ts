/**
 * The first key of every advisory lock of Muster in Postgres: "MUST" in ASCII. Locks of other programs in the same
 * database have another first key.
 */
export const LOCK_SPACE = 0x4d555354

/** The second key of each lock. Each number has one meaning for ever: an older release may hold the lock. */
export const LOCKS = {
  /** Held by the one indexer that writes, as long as its session lives. */
  writer: 1,
  /** Held by a migration until its transaction ends. */
  migration: 2,
} as const
