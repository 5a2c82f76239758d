import type { RpcFailure } from './judgeFailure.ts'

/** Blocks of the first range. Most endpoints take 1,000. */
const RANGE_BLOCKS_START = 1_000n

/** Widest range. A wider one gains nothing, and a lost answer would cost too much. */
const RANGE_BLOCKS_MAX = 100_000n

/** Logs of one answer above which ranges become narrower: about 8 MB of JSON, below the body limit of 10 MiB. */
const LOGS_PER_ANSWER_MAX = 5_000

/** Answers in a row at one width before a range is tried that may be too wide. */
const PATIENCE_MIN = 4

/** The patience doubles with each such range that is refused, up to this. At most one request in 64 is then lost. */
const PATIENCE_MAX = 64

/** A time-out costs many seconds, so the next range is a quarter. Other refusals cost little and halve it. */
const TIMEOUT_DIVISOR = 4n
const REFUSAL_DIVISOR = 2n

/** How long it is kept what an endpoint takes: a day. Providers change their plans. */
export const LEARNT_MS = 86_400_000

/** The part of a refusal that decides the next range. `endpoint`: its number, if the width keeps several apart. */
export type RangeRefusal = Pick<RpcFailure, 'isTimeout' | 'blocksSuggested'> & { readonly endpoint?: number }

/** Blocks that one `eth_getLogs` may span, as learned from answers. Reads that run side by side share one. */
export type RangeWidth = {
  /** Returns the blocks of the next range, at least 1. */
  blocks(): bigint
  /** Whether so many blocks should work: as many were answered within the last day, and fewer were not refused since. */
  shouldWork(blocks: bigint): boolean
  /** Notes an answer of `logCount` logs for a range of `blocks`. */
  worked(blocks: bigint, logCount: number): void
  /** Notes that a range of `blocks` was refused. Afterwards `blocks()` is less, or 1. */
  refused(blocks: bigint, failure: RangeRefusal): void
}

/**
 * Creates the width of ranges for one endpoint, or for several that stand in for each other.
 *
 * It doubles with each answer until a range is refused. Then it returns to the width that worked last or that the
 * endpoint suggests, else to a half. From there it doubles again up to the width that was refused. That one it tries by
 * steps of a half after some answers, and waits longer after each failed attempt. What it has learnt it forgets after a
 * day.
 *
 * @param args.nowMs clock in milliseconds
 */
export const createRangeWidth = ({ nowMs = Date.now }: { nowMs?: () => number } = {}): RangeWidth => {
  let learnt = fresh()
  let learntAt = nowMs()

  const current = (): ReturnType<typeof fresh> => {
    if (nowMs() - learntAt > LEARNT_MS) {
      learnt = fresh()
      learntAt = nowMs()
    }
    return learnt
  }

  return {
    blocks: () => current().blocks,
    shouldWork(blocks) {
      const { widest, ceiling } = current()
      return blocks <= widest && (ceiling === undefined || blocks < ceiling)
    },
    worked(answered, logCount) {
      const state = current()
      if (answered > state.widest) state.widest = answered
      if (logCount > LOGS_PER_ANSWER_MAX) {
        const half = atLeastOne(answered / REFUSAL_DIVISOR)
        if (half < state.blocks) state.blocks = half
        state.answersInRow = 0
        return
      }
      // The rest of a scan, or a range of before the last growth, tells nothing of wider ones.
      if (answered < state.blocks) return
      state.workedBlocks = state.blocks
      if (state.ceiling !== undefined && state.blocks >= state.ceiling) state.ceiling = undefined
      if (state.ceiling === undefined || 2n * state.blocks < state.ceiling) {
        state.patience = PATIENCE_MIN
        state.blocks = atMost(2n * state.blocks)
        return
      }
      state.answersInRow++
      if (state.answersInRow < state.patience) return
      state.answersInRow = 0
      state.blocks = atMost(state.blocks + atLeastOne(state.blocks / 2n))
    },
    refused(refusedBlocks, failure) {
      const state = current()
      // Several ranges of one width were in flight, and the first refusal has narrowed it.
      if (refusedBlocks > state.blocks) return
      const wasTrial = state.ceiling !== undefined && state.workedBlocks > 0n && refusedBlocks > state.workedBlocks
      if (wasTrial) state.patience = Math.min(2 * state.patience, PATIENCE_MAX)
      state.blocks = narrower(state, refusedBlocks, failure)
      if (state.blocks < state.workedBlocks) state.workedBlocks = 0n
      // A width that the endpoint names is its limit, as far as it can be believed.
      const tooWide = failure.blocksSuggested === state.blocks ? state.blocks + 1n : refusedBlocks
      if (state.ceiling === undefined || tooWide < state.ceiling) state.ceiling = tooWide
      state.answersInRow = 0
    },
  }
}

const fresh = () => ({
  blocks: RANGE_BLOCKS_START,
  /** Widest range that was answered at all. 0: none was. */
  widest: 0n,
  /** Widest range that was answered since the last narrowing. 0: none was. */
  workedBlocks: 0n,
  /** Narrowest range that was refused and that did not work since. */
  ceiling: undefined as bigint | undefined,
  answersInRow: 0,
  patience: PATIENCE_MIN,
})

const narrower = (
  { workedBlocks }: ReturnType<typeof fresh>,
  refusedBlocks: bigint,
  { isTimeout, blocksSuggested }: RangeRefusal,
): bigint => {
  if (blocksSuggested !== undefined && blocksSuggested < refusedBlocks) return blocksSuggested
  if (workedBlocks > 0n && workedBlocks < refusedBlocks) return workedBlocks
  return atLeastOne(refusedBlocks / (isTimeout ? TIMEOUT_DIVISOR : REFUSAL_DIVISOR))
}

const atLeastOne = (blocks: bigint): bigint => (blocks < 1n ? 1n : blocks)

const atMost = (blocks: bigint): bigint => (blocks > RANGE_BLOCKS_MAX ? RANGE_BLOCKS_MAX : blocks)
