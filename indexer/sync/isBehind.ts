/** Blocks by which endpoints differ at any moment, or by which rows still count as fresh: one may always be on its way. */
export const LAG_BLOCKS_MAX = 3n
/** The same in the chain's own time, for chains on which a few blocks are no time at all. */
export const LAG_SECONDS_MAX = 30n

/** A place on the chain. `timestamp`: the block's own, in unix seconds. */
export type Place = { number: bigint; timestamp: bigint }

/**
 * Whether `place` is further behind `newest` than one that follows the chain. Both are blocks: a chain that stands still
 * leaves nobody behind, however old its newest block is.
 */
export function isBehind(place: Place, newest: Place): boolean {
  return newest.number - place.number > LAG_BLOCKS_MAX && newest.timestamp - place.timestamp > LAG_SECONDS_MAX
}
