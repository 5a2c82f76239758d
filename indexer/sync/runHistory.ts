import { bigintMax, bigintMin } from '../bigintMath.ts'
import { LogsInconsistentError } from '../project/errors.ts'
import { readAgain } from '../prove/readAgain.ts'
import { commitBlocks } from './commitBlocks.ts'
import type { Witness } from './createWitness.ts'
import { HeadUnsettledError, ListUnverifiableError } from './errors.ts'
import { fetchRange, type Range } from './fetchRange.ts'
import type { Cursor, SyncContext } from './types.ts'

/** Ranges asked for ahead of the one being written: the endpoint, the fold and Postgres then work at the same time. */
const RANGES_IN_FLIGHT = 4
/** Pause between progress lines. */
const PROGRESS_MS = 2_000

/**
 * Reads everything from the cursor up to the final block `toBlock`, range by range, each written in one transaction
 * with the cursor.
 *
 * @throws ListUnverifiableError when a range does not give the roots in it, asked twice
 */
export async function runHistory(
  context: SyncContext,
  cursor: Cursor,
  { toBlock, witness }: { toBlock: bigint; witness: Witness },
): Promise<void> {
  const { signal, reader } = context
  const width = reader.logWidth()
  const queue: Promise<Range>[] = []
  let next = cursor.head.number + 1n
  const progress = createProgress(context, cursor.head.number, toBlock)
  while (cursor.head.number < toBlock) {
    signal.throwIfAborted()
    while (queue.length < RANGES_IN_FLIGHT && next <= toBlock) {
      const end = next + width.blocks() - 1n
      const range = { fromBlock: next, toBlock: bigintMin(end, toBlock), width }
      const promise = fetchRange(context, range)
      // Whoever waits for it sees the failure; without this line one that nobody waits for any more would be unhandled.
      promise.catch(() => {})
      queue.push(promise)
      next = range.toBlock + 1n
    }
    const range = await queue.shift()
    if (range === undefined) break
    await requireWitnessed(witness, range)
    await commitRange(context, cursor, range)
    progress(range)
  }
}

/** Throws unless the last block of a range is agreed on. */
async function requireWitnessed(witness: Witness, { end, toBlock }: Range): Promise<void> {
  const found = await witness.agreedAt(toBlock)
  if (found?.block.hash === end.hash) return
  throw new HeadUnsettledError({ reason: `block ${toBlock}, the end of a range, is not agreed on` })
}

async function commitRange(context: SyncContext, cursor: Cursor, range: Range): Promise<void> {
  try {
    await commit(context, cursor, range)
  } catch (error) {
    if (!(error instanceof LogsInconsistentError)) throw error
    const { fromBlock, toBlock } = range
    context.log.warn({ err: error, from: fromBlock.toString(), to: toBlock.toString() }, 'range is asked for again')
    const width = context.reader.logWidth()
    try {
      const again = await fetchRange(context, { fromBlock, toBlock, width, except: range.endpoint })
      await commit(context, cursor, again)
    } catch (cause) {
      if (!(cause instanceof LogsInconsistentError)) throw cause
      // Perhaps logs of an earlier range were kept back.
      const to = { head: range.end, finalizedNumber: bigintMax(cursor.finalizedNumber, toBlock) }
      if (await readAgain(context, cursor, { ...to, state: 'backfilling', areLogsProven: false })) return
      throw new ListUnverifiableError({ fromBlock, toBlock, cause })
    }
  }
}

async function commit(context: SyncContext, cursor: Cursor, range: Range): Promise<void> {
  const { toBlock, end, blocks } = range
  const finalizedNumber = bigintMax(cursor.finalizedNumber, toBlock)
  await commitBlocks(context, cursor, {
    blocks,
    head: end,
    finalizedNumber,
    state: 'backfilling',
    areLogsProven: false,
  })
}

/** One line now and then: how far, how fast, how long still. */
function createProgress({ log }: SyncContext, fromBlock: bigint, toBlock: bigint): (range: Range) => void {
  const startedAt = performance.now()
  let saidAt = startedAt
  let events = 0
  return (range) => {
    events += range.logCount
    const now = performance.now()
    const isLast = range.toBlock === toBlock
    if (!isLast && now - saidAt < PROGRESS_MS) return
    saidAt = now
    const seconds = Math.max((now - startedAt) / 1_000, 0.001)
    const done = Number(range.toBlock - fromBlock)
    const total = Number(toBlock - fromBlock)
    log.info(
      {
        block: range.toBlock.toString(),
        toBlock: toBlock.toString(),
        percent: Math.round((1_000 * done) / total) / 10,
        events,
        eventsPerSecond: Math.round(events / seconds),
        secondsLeft: Math.round((seconds / done) * (total - done)),
      },
      isLast ? 'history read' : 'reading history',
    )
  }
}
