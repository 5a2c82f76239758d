import { INT64_MAX } from '../uint.ts'

/**
 * The `to_block` of a row that is still true: the largest `bigint` of Postgres. Rows hold in [from_block, to_block), so
 * "as of block N" needs no special case for live rows.
 */
export const STILL_TRUE = INT64_MAX
