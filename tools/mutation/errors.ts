import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when the tests fail, or do not run, on the unchanged contracts. No mutant has a meaning then. */
export class BaselineFailedError extends BaseError {
  readonly code = 'BASELINE_FAILED'
  constructor(args: { failures: readonly string[] }) {
    super('The tests fail on the contracts as they are.', {
      metaMessages: [
        ...args.failures,
        'Make `npm test` pass. What passes there may need the optimiser: see compile.ts.',
      ],
    })
  }
}

/** Thrown when a test file ran only some of its tests on a mutant, and none failed. */
export class TestsLostError extends BaseError {
  readonly code = 'TESTS_LOST'
  constructor(args: { file: string; expected: number; actual: number; report: string }) {
    super(`${args.file} ran ${args.actual} of its ${args.expected} tests, and none failed.`, {
      metaMessages: [args.report],
    })
  }
}

/** Thrown when the process that judges mutants ends without an answer. */
export class LaneLostError extends BaseError {
  readonly code = 'LANE_LOST'
  constructor(args: { reason: string }) {
    super(`A mutant was not judged: ${args.reason}.`, {
      metaMessages: ['It is judged in the next run.'],
      retryable: true,
    })
  }
}
