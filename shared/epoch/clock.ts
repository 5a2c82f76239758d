import { EpochNumberInvalidError, EpochSecondsInvalidError, TimeInvalidError } from './errors.ts'

declare const brand: unique symbol

/**
 * The number of an epoch. Epoch E lasts from `E * epochSeconds` to `(E + 1) * epochSeconds`, the end excluded.
 * The brand keeps times from being passed as epochs.
 */
export type Epoch = bigint & { readonly [brand]: 'Epoch' }

/** During epoch E + 1 all clients use list E, so no client can be told apart by its list. */
const DUE_LAG = 1n

function lengthOf(epochSeconds: number): bigint {
  if (!Number.isSafeInteger(epochSeconds) || epochSeconds < 1) throw new EpochSecondsInvalidError({ epochSeconds })
  return BigInt(epochSeconds)
}

/**
 * Brands the number of an epoch that comes from outside: an event, a proof, a request.
 *
 * @throws EpochNumberInvalidError if it is below 0
 */
export function toEpoch(value: bigint): Epoch {
  if (value < 0n) throw new EpochNumberInvalidError({ epoch: value })
  return value as Epoch
}

/**
 * Returns the epoch that runs at `time`. The second of a boundary belongs to the epoch that begins there.
 *
 * @param time unix seconds
 * @param epochSeconds length of an epoch in seconds, the registry's `EPOCH_SECONDS`
 * @throws TimeInvalidError, EpochSecondsInvalidError
 */
export function epochAt(time: bigint, epochSeconds: number): Epoch {
  const length = lengthOf(epochSeconds)
  if (time < 0n) throw new TimeInvalidError({ time })
  return (time / length) as Epoch
}

/**
 * Returns the epoch whose list is in use at `time`: the one before the epoch that runs.
 * Returns -1 while epoch 0 runs. No list is due then.
 *
 * @param time unix seconds
 * @param epochSeconds length of an epoch in seconds
 * @throws TimeInvalidError, EpochSecondsInvalidError
 */
export function dueEpochAt(time: bigint, epochSeconds: number): Epoch {
  return (epochAt(time, epochSeconds) - DUE_LAG) as Epoch
}

/**
 * Returns the first second of an epoch, in unix seconds. List E and signer set E are the state after the last block
 * with a timestamp below this second.
 *
 * @param epochSeconds length of an epoch in seconds
 * @throws EpochNumberInvalidError, EpochSecondsInvalidError
 */
export function boundaryOf(epoch: Epoch, epochSeconds: number): bigint {
  return toEpoch(epoch) * lengthOf(epochSeconds)
}

/**
 * Returns the seconds from `time` to the next boundary: 1 to `epochSeconds`. At a boundary it returns a whole epoch.
 *
 * @param time unix seconds
 * @param epochSeconds length of an epoch in seconds
 * @throws TimeInvalidError, EpochSecondsInvalidError
 */
export function secondsUntilNext(time: bigint, epochSeconds: number): bigint {
  const next = toEpoch(epochAt(time, epochSeconds) + 1n)
  return boundaryOf(next, epochSeconds) - time
}
