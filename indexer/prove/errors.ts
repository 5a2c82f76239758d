import { BaseError } from '../../shared/errors/baseError.ts'
import type { CountFault } from './types.ts'

/** An endpoint does not have a block that we hold. */
export class ProvenBlockGoneError extends BaseError {
  override readonly code = 'PROVEN_BLOCK_GONE'
  constructor(args: { number: bigint; endpoint: number }) {
    super(`Endpoint ${args.endpoint + 1} does not have our block ${args.number}.`, { retryable: true })
  }
}

/** No endpoint gives logs of which there are as many as the contracts count. */
export class EventsUncountedError extends BaseError {
  override readonly code = 'EVENTS_UNCOUNTED'
  constructor(args: { number: bigint; faults: readonly CountFault[] }) {
    super(`Up to block ${args.number} the tables do not have the events that the contracts count.`, {
      retryable: true,
      metaMessages: [
        ...args.faults.map(({ contract, proven, held }) => `${contract} counts ${proven}, the tables have ${held}.`),
        'No endpoint gives the others. Add one that has the whole history.',
      ],
    })
  }
}
