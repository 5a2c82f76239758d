import { PoolEventOutOfPlaceError, PoolValueMismatchError } from './errors.ts'
import type { Block } from './types.ts'

type NamedEvent = { readonly eventName: string; readonly args: { readonly poolId: bigint } }

/** Makes the error of an event that cannot follow `found`. */
export function poolOutOfPlace({ eventName, args }: NamedEvent, found: string, block: Block): PoolEventOutOfPlaceError {
  return new PoolEventOutOfPlaceError({ eventName, poolId: args.poolId, found, blockNumber: block.number })
}

/**
 * Compares the argument `name` of an event with what follows from the events before. Hex in lower case.
 *
 * @throws PoolValueMismatchError
 */
export function checkPoolValue<T>(
  { eventName, args }: NamedEvent,
  { name, value, computed, block }: { name: string; value: T; computed: T; block: Block },
): void {
  if (value === computed) return
  throw new PoolValueMismatchError({ eventName, poolId: args.poolId, name, value, computed, blockNumber: block.number })
}
