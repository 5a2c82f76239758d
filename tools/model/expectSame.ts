import { isDeepStrictEqual } from 'node:util'
import type { Hex } from 'viem'
import { DifferenceError } from './errors.ts'

/** Nodes, accounts and pools that an operation may have changed. */
export type Touched = {
  readonly nodeIds: Iterable<number>
  readonly accounts: Iterable<Hex>
  readonly poolIds: Iterable<bigint>
}

export const expectSame = (what: string, expected: unknown, actual: unknown): void => {
  if (!isDeepStrictEqual(expected, actual)) throw new DifferenceError({ what, expected, actual })
}
