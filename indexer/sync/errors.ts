import type { Hex } from 'viem'
import { BaseError } from '../../shared/errors/baseError.ts'

/** An error that stops the indexer for good: it says `stale` and waits for a person, rather than guess. */
export abstract class LoudStopError extends BaseError {}

/** The chain gave up a block that was final. */
export class ReorgTooDeepError extends LoudStopError {
  override readonly code = 'REORG_TOO_DEEP'
  constructor(args: { number: bigint; finalizedNumber: bigint; held: Hex; seen: Hex }) {
    super(`The chain changed at or below block ${args.number}, but block ${args.finalizedNumber} was final.`, {
      metaMessages: [
        `Held: ${args.held}`,
        `Seen: ${args.seen}`,
        'Find out what happened to the chain or the endpoints. If the new chain is right, rewind below the change.',
      ],
    })
  }
}

/** Logs that cannot be what the registry emitted, from a second fetch too. */
export class ListUnverifiableError extends LoudStopError {
  override readonly code = 'LIST_UNVERIFIABLE'
  constructor(args: { fromBlock: bigint; toBlock: bigint; cause: Error }) {
    super(`Blocks ${args.fromBlock} to ${args.toBlock} do not give a list that the registry confirms.`, {
      cause: args.cause,
      metaMessages: [args.cause.message, 'Asked twice. Use other endpoints, then start again.'],
    })
  }
}

/** The list at an anchor is not the one that the registry's storage proves: a log is missing, unnoticed until now. */
export class EpochListMismatchError extends LoudStopError {
  override readonly code = 'EPOCH_LIST_MISMATCH'
  constructor(args: { epoch: bigint; anchorNumber: bigint; proven: Hex; computed: Hex }) {
    super(`The list of epoch ${args.epoch} (block ${args.anchorNumber}) is not the one the registry proves.`, {
      metaMessages: [`Proven: ${args.proven}`, `From our rows: ${args.computed}`, 'Use other endpoints, then rebuild.'],
    })
  }
}

/** The chain moved while it was being read, or endpoints disagree: the next look will tell. */
export class HeadUnsettledError extends BaseError {
  override readonly code = 'HEAD_UNSETTLED'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The head of the chain is not settled: ${args.reason}.`, { retryable: true, cause: args.cause })
  }
}

/** A block's bloom filter says the registry logged something, and no endpoint shows that, or the receipts without it. */
export class LogsMissingError extends BaseError {
  override readonly code = 'LOGS_MISSING'
  constructor(args: { number: bigint; hash: Hex; asked: number }) {
    super(`Block ${args.number} should hold logs of the registry, but ${args.asked} answers held none.`, {
      retryable: true,
      metaMessages: [
        `Block hash: ${args.hash}`,
        'The cursor stays where it is until an endpoint shows the logs, or receipts that prove there are none.',
      ],
    })
  }
}

/** No two endpoints give the same logs of a block, and no receipts tell which are right. */
export class LogsContradictedError extends BaseError {
  override readonly code = 'LOGS_CONTRADICTED'
  constructor(args: { number: bigint; hash: Hex; endpoints: readonly number[] }) {
    const named = args.endpoints.map((endpoint) => endpoint + 1).join(' and ')
    super(`Endpoints ${named} give different logs of block ${args.number}.`, {
      retryable: true,
      metaMessages: [
        `Block hash: ${args.hash}`,
        'The cursor stays where it is until they agree, or an endpoint serves eth_getBlockReceipts.',
      ],
    })
  }
}

/** Logs and headers of a range in history come from different chains. */
export class RangeUnsettledError extends BaseError {
  override readonly code = 'RANGE_UNSETTLED'
  constructor(args: { number: bigint; logHash: Hex; headerHash: Hex }) {
    super(`A log says block ${args.number} is ${args.logHash}, its header says ${args.headerHash}.`, {
      retryable: true,
    })
  }
}
