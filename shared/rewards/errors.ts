import { BaseError } from '../errors/baseError.ts'

/** Thrown when rewards are asked for at a time before the account's last accrual. */
export class RewardsTimeInvalidError extends BaseError {
  override readonly code = 'REWARDS_TIME_INVALID'
  constructor(args: { time: bigint; accruedAt: bigint }) {
    super(`The time is ${args.time}. Expected: unix seconds, not before the last accrual at ${args.accruedAt}.`, {
      metaMessages: ['Take the account as of a block at or before that time.'],
    })
  }
}
