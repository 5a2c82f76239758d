import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when the contracts differ from the model's prediction. */
export class DifferenceError extends BaseError {
  readonly code = 'MODEL_DIFFERENCE'
  constructor(args: { what: string; expected: unknown; actual: unknown }) {
    super(`The contracts and the model differ in ${args.what}.`, {
      metaMessages: [`model:     ${show(args.expected)}`, `contracts: ${show(args.actual)}`],
    })
  }
}

/** Thrown when a run fails at one of its operations. Names the seed and the number that repeat it. */
export class OperationFailedError extends BaseError {
  readonly code = 'OPERATION_FAILED'
  readonly operation: number
  constructor(args: { seed: string; operation: number; call: unknown; cause: unknown }) {
    const reason = args.cause instanceof Error ? args.cause.message : String(args.cause)
    super(`Seed "${args.seed}" fails at operation ${args.operation}: ${reason}`, {
      cause: args.cause,
      metaMessages: [
        `call:      ${show(args.call)}`,
        'Add the seed to tools/model/failingSeeds.ts once it is understood.',
      ],
    })
    this.operation = args.operation
  }
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner)) ?? 'undefined'
}
