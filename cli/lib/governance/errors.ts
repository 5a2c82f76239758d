import { BaseError } from '../../../shared/errors/baseError.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'

/** Thrown if a change of parameters changes nothing, or the contract would refuse it. */
export class ParameterRefusedError extends BaseError {
  readonly code = 'PARAMETER_REFUSED'
  constructor(args: { setting: string; reason: string }) {
    super(`--set ${args.setting.slice(0, 100)}: ${args.reason}.`)
  }
}

/** Thrown if the rewards pool holds no tokens beyond its accounts. */
export class NothingUntrackedError extends BaseError {
  readonly code = 'NOTHING_UNTRACKED'
  constructor(args: { rewardsPool: string }) {
    super(`The rewards pool ${args.rewardsPool} tracks all its tokens. There is nothing to absorb.`)
  }
}

/** Thrown if no scheduled operation fits, or more than one does. */
export class OperationUnclearError extends BaseError {
  readonly code = 'OPERATION_UNCLEAR'
  constructor(args: { reason: string; ids: readonly string[] }) {
    super(`${args.reason}.`, { metaMessages: args.ids.map((id) => `scheduled: ${id}`) })
  }
}

/** Thrown if an operation's delay is not over. Unix seconds. */
export class OperationTooEarlyError extends BaseError {
  readonly code = 'OPERATION_TOO_EARLY'
  constructor(args: { id: string; readyAt: number; now: number }) {
    super(`Operation ${args.id} can be executed from ${describeMoment(args.readyAt, args.now)} on.`, {
      retryable: true,
    })
  }
}

/** Thrown if an operation was not executed in time. Unix seconds. */
export class OperationExpiredError extends BaseError {
  readonly code = 'OPERATION_EXPIRED'
  constructor(args: { id: string; expiredAt: number; now: number }) {
    super(
      `Operation ${args.id} could be executed until ${describeMoment(args.expiredAt, args.now)}. Schedule it again.`,
    )
  }
}

/** Thrown if another account scheduled the operation. Only that account may execute it. */
export class OperationNotYoursError extends BaseError {
  readonly code = 'OPERATION_NOT_YOURS'
  constructor(args: { id: string; caller: string; account: string }) {
    super(
      `Operation ${args.id} was scheduled by ${args.caller}, and only that account may execute it. The key belongs to ${args.account}.`,
    )
  }
}

/** Thrown if an account has less than it would give. Base units of 18 decimals. */
export class FundsMissingError extends BaseError {
  readonly code = 'FUNDS_MISSING'
  constructor(args: { account: string; balance: bigint; amount: bigint }) {
    super(`${args.account} has ${describeTokens(args.balance)}, and ${describeTokens(args.amount)} are needed.`)
  }
}
