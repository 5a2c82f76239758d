import { BaseError } from '../errors/baseError.ts'

/** Thrown when the length of an epoch is not a whole number of seconds above 0. */
export class EpochSecondsInvalidError extends BaseError {
  override readonly code = 'EPOCH_SECONDS_INVALID'
  constructor(args: { epochSeconds: number }) {
    super(`The epoch length is ${args.epochSeconds}. Expected: a whole number of seconds above 0.`, {
      metaMessages: ["Take it from the registry's EPOCH_SECONDS."],
    })
  }
}

/** Thrown when a time is below 0. */
export class TimeInvalidError extends BaseError {
  override readonly code = 'TIME_INVALID'
  constructor(args: { time: bigint }) {
    super(`The time is ${args.time}. Expected: unix seconds, not below 0.`, {
      metaMessages: ['Take it from a block header.'],
    })
  }
}

/** Thrown when the number of an epoch is below 0. */
export class EpochNumberInvalidError extends BaseError {
  override readonly code = 'EPOCH_NUMBER_INVALID'
  constructor(args: { epoch: bigint }) {
    super(`The epoch is ${args.epoch}. Expected: a whole number, not below 0.`, {
      metaMessages: ['Epoch 0 begins at unix time 0.'],
    })
  }
}
