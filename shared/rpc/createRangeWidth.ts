import type { RpcFailure } from './judgeFailure.ts'

/** Blocks of the first range. Most endpoints take 1,000. */
const RANGE_BLOCKS_START = 1_000n

/** Widest range. A wider one gains nothing, and a lost answer would cost too much. */
const RANGE_BLOCKS_MAX = 100_000n

/** Logs of one answer above which ranges become narrower: about 8 MB of JSON, below the body limit of 10 MiB. */
const LOGS_PER_ANSWER_MAX = 5_000

/** Answers in a row at one width before a wider range is tried, once the endpoint has refused one. */
const PATIENCE_MIN = 4

/** The patience doubles with each wider range that is refused, up to this. At most one request in 64 is then lost. */
const PATIENCE_MAX = 64

/** A time-out costs many seconds, so the next range is a quarter. Other refusals cost little and halve it. */
const TIMEOUT_DIVISOR = 4n
const REFUSAL_DIVISOR = 2n

/** Blocks that one `eth_getLogs` may span, as learned from answers. Reads that run side by side share one. */
export type RangeWidth = {
  /** Returns the blocks of the next range, at least 1. */
  blocks(): bigint
  /** Notes an answer of `logCount` logs for a range of `blocks`. */
  worked(blocks: bigint, logCount: number): void
  /** Notes that a range of `blocks` was refused. Afterwards `blocks()` is less, or 1. */
  refused(blocks: bigint, failure: Pick<RpcFailure, 'isTimeout' | 'blocksSuggested'>): void
}

/**
 * Creates the width of ranges for one endpoint, or for several that stand in for each other.
 *
 * It doubles with each answer until a range is refused. Then it returns to the width that worked last or that the
 * endpoint suggests, else to a half. From there it grows by half, slowly, and waits longer after each failed attempt.
 */
export const createRangeWidth = (): RangeWidth => {
  let blocks = RANGE_BLOCKS_START
  /** Widest range that was answered since the last narrowing. 0: none was. */
  let workedBlocks = 0n
  let hasRefused = false
  let answersInRow = 0
  let patience = PATIENCE_MIN

  const narrower = (refusedBlocks: bigint, { isTimeout, blocksSuggested }: Parameters<RangeWidth['refused']>[1]) => {
    if (blocksSuggested !== undefined && blocksSuggested < refusedBlocks) return blocksSuggested
    if (workedBlocks > 0n && workedBlocks < refusedBlocks) return workedBlocks
    return atLeastOne(refusedBlocks / (isTimeout ? TIMEOUT_DIVISOR : REFUSAL_DIVISOR))
  }

  return {
    blocks: () => blocks,
    worked(answered, logCount) {
      if (logCount > LOGS_PER_ANSWER_MAX) {
        const half = atLeastOne(answered / REFUSAL_DIVISOR)
        if (half < blocks) blocks = half
        answersInRow = 0
        return
      }
      // The rest of a scan, or a range of before the last growth, tells nothing of wider ones.
      if (answered < blocks) return
      if (blocks > workedBlocks) patience = PATIENCE_MIN
      workedBlocks = blocks
      if (!hasRefused) {
        blocks = atMost(2n * blocks)
        return
      }
      answersInRow++
      if (answersInRow < patience) return
      answersInRow = 0
      blocks = atMost(blocks + atLeastOne(blocks / 2n))
    },
    refused(refusedBlocks, failure) {
      // Several ranges of one width were in flight, and the first refusal has narrowed it.
      if (refusedBlocks > blocks) return
      const wasTrial = hasRefused && workedBlocks > 0n && refusedBlocks > workedBlocks
      if (wasTrial) patience = Math.min(2 * patience, PATIENCE_MAX)
      blocks = narrower(refusedBlocks, failure)
      if (blocks < workedBlocks) workedBlocks = 0n
      hasRefused = true
      answersInRow = 0
    },
  }
}

const atLeastOne = (blocks: bigint): bigint => (blocks < 1n ? 1n : blocks)

const atMost = (blocks: bigint): bigint => (blocks > RANGE_BLOCKS_MAX ? RANGE_BLOCKS_MAX : blocks)
