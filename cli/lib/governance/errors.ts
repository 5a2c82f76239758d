import { BaseError } from '../../../shared/errors/baseError.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'

/** Thrown when a change of parameters is asked for that is none, or that the contract would refuse. */
export class ParameterRefusedError extends BaseError {
  readonly code = 'PARAMETER_REFUSED'
  constructor(args: { setting: string; reason: string }) {
    super(`--set ${args.setting.slice(0, 100)}: ${args.reason}.`)
  }
}

/** Thrown when no scheduled operation is meant, or more than one could be. */
export class OperationUnclearError extends BaseError {
  readonly code = 'OPERATION_UNCLEAR'
  constructor(args: { reason: string; ids: readonly string[] }) {
    super(`${args.reason}.`, { metaMessages: args.ids.map((id) => `scheduled: ${id}`) })
  }
}

/** Thrown when an operation's delay is not over. Unix seconds. */
export class OperationTooEarlyError extends BaseError {
  readonly code = 'OPERATION_TOO_EARLY'
  constructor(args: { id: string; readyAt: number; now: number }) {
    super(`Operation ${args.id} can be executed from ${describeMoment(args.readyAt, args.now)} on.`, {
      retryable: true,
    })
  }
}

/** Thrown when an operation was not executed in its time. Unix seconds. */
export class OperationExpiredError extends BaseError {
  readonly code = 'OPERATION_EXPIRED'
  constructor(args: { id: string; expiredAt: number; now: number }) {
    super(
      `Operation ${args.id} could be executed until ${describeMoment(args.expiredAt, args.now)}. Schedule it again.`,
    )
  }
}

/** Thrown when another account scheduled the operation: it alone may execute it. */
export class OperationNotYoursError extends BaseError {
  readonly code = 'OPERATION_NOT_YOURS'
  constructor(args: { id: string; caller: string; account: string }) {
    super(
      `Operation ${args.id} was scheduled by ${args.caller}, which alone may execute it; the key is of ${args.account}.`,
    )
  }
}

/** Thrown when an account has less than it would give. Base units of 18 decimals. */
export class FundsMissingError extends BaseError {
  readonly code = 'FUNDS_MISSING'
  constructor(args: { account: string; balance: bigint; amount: bigint }) {
    super(`${args.account} has ${describeTokens(args.balance)}, and ${describeTokens(args.amount)} are needed.`)
  }
}
