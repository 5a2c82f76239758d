import type { RangeWidth } from './createRangeWidth.ts'
import { LogRangeRefusedError } from './errors.ts'
import type { RpcFailure } from './judgeFailure.ts'

/** Refusals in a row at one place. Halving takes 17 from the widest range to one block. The rest is for suggestions. */
const REFUSALS_MAX = 40

/** Attempts after the first if a narrower range would not help: the last one begins after some two seconds. */
const RETRIES_MAX = 3

/** Pause before the second attempt. It doubles each time, and half of it is random, so that clients spread out. */
const RETRY_MS = 250

/** Pause before a range is read once more that should have worked. The reason may be the endpoint's moment. */
const SURPRISE_MS = 50

/** A refusal, and the origin of the endpoint that it came from. */
export type RangeFailure = Pick<RpcFailure, 'kind' | 'details' | 'isTimeout' | 'blocksSuggested'> & {
  readonly origin: string
  /** Which of several endpoints it is, for a width that keeps them apart. */
  readonly endpoint?: number
}

/** Answer for a range of blocks, both ends included. */
export type LogRange<T> = { readonly fromBlock: bigint; readonly toBlock: bigint; readonly answer: T }

export type LogRangesOptions<T> = {
  readonly fromBlock: bigint
  /** Included. If it is below `fromBlock` there is nothing to read. */
  readonly toBlock: bigint
  /** `down` begins with the newest block. Default `up`. */
  readonly direction?: 'up' | 'down'
  /** Learned from the answers, and shared by all reads from the same endpoint. */
  readonly width: RangeWidth
  /** Asks for the logs of one range, both ends included. */
  readonly read: (fromBlock: bigint, toBlock: bigint) => Promise<T>
  /** Number of logs in an answer. */
  readonly countOf: (answer: T) => number
  /** Explains an error of `read`. Undefined: it is not about the endpoint, and is thrown on. */
  readonly failureOf: (error: unknown) => RangeFailure | undefined
  /** Attempts after the first if a narrower range would not help. 0: `read` has tried often enough. */
  readonly retriesMax?: number
  readonly onNarrow?: (range: { fromBlock: bigint; toBlock: bigint; blocksNext: bigint }) => void
}

/**
 * Reads logs range by range, as wide as the endpoint allows. A range that is refused is asked for again in narrower
 * ones. No block is left out and none is asked for twice after it was answered.
 *
 * @throws LogRangeRefusedError when the endpoint refuses a single block, and what `read` throws for other reasons
 */
export async function* readLogRanges<T>(options: LogRangesOptions<T>): AsyncGenerator<LogRange<T>, void, void> {
  const { width, direction = 'up', countOf, failureOf, onNarrow } = options
  let { fromBlock, toBlock } = options
  let refusals = 0
  /** Widest range at this place. Another read may have widened the shared width meanwhile. */
  let widest: bigint | undefined
  while (fromBlock <= toBlock) {
    const blocks = lesser(lesser(width.blocks(), widest ?? width.blocks()), toBlock - fromBlock + 1n)
    const first = direction === 'up' ? fromBlock : toBlock - blocks + 1n
    const last = first + blocks - 1n
    let answer: T
    try {
      answer = await readPatiently(options, first, last)
    } catch (error) {
      const failure = failureOf(error)
      if (failure === undefined || failure.kind === 'connection' || failure.kind === 'authorisation') throw error
      refusals++
      if (blocks === 1n || refusals > REFUSALS_MAX) {
        const { origin, details } = failure
        throw new LogRangeRefusedError({ origin, details, fromBlock: first, blocksMin: blocks, cause: error })
      }
      width.refused(blocks, failure)
      widest = lesser(width.blocks(), blocks - 1n)
      onNarrow?.({ fromBlock: first, toBlock: last, blocksNext: widest })
      continue
    }
    refusals = 0
    widest = undefined
    width.worked(blocks, countOf(answer))
    if (direction === 'up') fromBlock = last + 1n
    else toBlock = first - 1n
    yield { fromBlock: first, toBlock: last, answer }
  }
}

/**
 * Reads one range. Reads it again after a pause if the endpoint is busy or unreachable, or refuses a single block. Reads
 * it once again if a range of this size should work: then the size may not be the reason.
 */
const readPatiently = async <T>(
  { read, failureOf, width, retriesMax = RETRIES_MAX }: LogRangesOptions<T>,
  first: bigint,
  last: bigint,
): Promise<T> => {
  for (let retries = 0; ; retries++) {
    try {
      return await read(first, last)
    } catch (error) {
      const failure = failureOf(error)
      const isPassing = failure?.kind === 'busy' || failure?.kind === 'connection'
      // The last refusal may be an accident of the endpoint. A time-out has cost enough.
      const isLast = failure?.kind === 'refused' && !failure.isTimeout && first === last
      const mayRepeat = (isPassing || isLast) && retries < retriesMax
      const isSurprise = retries === 0 && failure?.kind === 'refused' && !failure.isTimeout
      if (!mayRepeat && !(isSurprise && width.shouldWork(last - first + 1n))) throw error
      const pauseMs = mayRepeat ? RETRY_MS * 2 ** retries : SURPRISE_MS
      await new Promise((resolve) => setTimeout(resolve, pauseMs / 2 + (Math.random() * pauseMs) / 2))
    }
  }
}

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b)
