import { BaseError } from '../../shared/errors/baseError.ts'
import type { MutantId } from './drawMutant.ts'
import type { RecordSource } from './world/drawList.ts'

type Args = { id: MutantId; records: RecordSource }

const entryOf = ({ id, records }: Args, was: string): string => {
  const quoted = Object.entries({ ...id, records, was }).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  return `Keep it in tools/corpus/regressions.ts: { ${quoted.join(', ')} },`
}

/** Thrown when a client accepts a tampered answer, or refuses it with an error that is not ours. */
export class MutantNotRefusedError extends BaseError {
  readonly code = 'MUTANT_NOT_REFUSED'
  constructor(args: Args & { outcome: string }) {
    super(`"${args.id.operator}" of "${args.id.artifact}" was ${args.outcome}.`, {
      metaMessages: [entryOf(args, args.outcome)],
    })
  }
}

/** Thrown when refusing a tampered answer takes too much time or memory. */
export class MutantTooDearError extends BaseError {
  readonly code = 'MUTANT_TOO_DEAR'
  constructor(args: Args & { what: string }) {
    super(`Refusing "${args.id.operator}" of "${args.id.artifact}" took ${args.what}.`, {
      metaMessages: [entryOf(args, `refused in ${args.what}`)],
    })
  }
}
