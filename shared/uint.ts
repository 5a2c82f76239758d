/** Bounds of integers in contracts, on the wire and in Postgres. Bounds of up to 53 bits are numbers, others bigint. */

export const UINT8_MAX = 0xff
/** Also the largest port. */
export const UINT16_MAX = 0xffff
/** The largest id of a node, leaf index and epoch that the contracts hold. */
export const UINT32_MAX = 0xffff_ffff
/** The largest time in contracts and records, in unix seconds. */
export const UINT40_MAX = 0xff_ffff_ffff
export const UINT64_MAX = (1n << 64n) - 1n
/** The largest amount of tokens that the contracts hold, in base units. */
export const UINT96_MAX = (1n << 96n) - 1n
export const UINT256_MAX = (1n << 256n) - 1n
/** The largest `bigint` of Postgres. */
export const INT64_MAX = (1n << 63n) - 1n
