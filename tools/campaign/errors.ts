import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when no campaign has this name. */
export class CampaignUnknownError extends BaseError {
  readonly code = 'CAMPAIGN_UNKNOWN'
  constructor(args: { name: string; known: readonly string[] }) {
    super(`There is no campaign "${args.name}".`, { metaMessages: [`Known: ${args.known.join(', ')}, report.`] })
  }
}

/** Thrown when a long run passed without reaching its goals. */
export class StateUnreachedError extends BaseError {
  readonly code = 'STATE_UNREACHED'
  constructor(args: { seed: string; missing: readonly string[] }) {
    super(`Seed "${args.seed}" never reached: ${args.missing.join(', ')}.`, {
      metaMessages: ['Give these operations more weight in tools/model/draw/drawOperation.ts.'],
    })
  }
}

/** Thrown when the distribution of paths differs from the rules. */
export class PathLawBrokenError extends BaseError {
  readonly code = 'PATH_LAW_BROKEN'
  constructor(args: { seed: string; hop: string; p: number }) {
    super(`The ${args.hop} hops of seed "${args.seed}" do not follow the law: p = ${args.p}.`)
  }
}

/** Thrown when a Solidity fuzz test failed, or none ran. */
export class FuzzFailedError extends BaseError {
  readonly code = 'FUZZ_FAILED'
  constructor(args: { seed: string; runs: number; report: string }) {
    super(`The fuzz tests failed with ${args.runs} runs and seed "${args.seed}".`, {
      metaMessages: [args.report.trim()],
    })
  }
}

/** Thrown when the process of a seed ended, or had to be ended, before its result. */
export class WorkerLostError extends BaseError {
  readonly code = 'WORKER_LOST'
  constructor(args: { seed: string; reason: string }) {
    super(`The run of seed "${args.seed}" was lost: ${args.reason}.`)
  }
}

/** Thrown when a line of a result file is not a result. */
export class ResultInvalidError extends BaseError {
  readonly code = 'RESULT_INVALID'
  constructor(args: { file: string; line: number }) {
    super(`Line ${args.line} of ${args.file} is not a result.`, {
      metaMessages: ['A run may have been cut off while it wrote: delete the line, and it is run again.'],
    })
  }
}
