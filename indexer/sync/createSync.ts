import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { bigintMin } from '../bigintMath.ts'
import { LogsInconsistentError } from '../project/errors.ts'
import type { Block, BlockWithRawLogs } from '../project/types.ts'
import type { Prover } from '../prove/createProver.ts'
import { correct, heal } from '../prove/heal.ts'
import { readAgain } from '../prove/readAgain.ts'
import { RpcExhaustedError } from '../rpc/errors.ts'
import { pruneBlocksBelow, readBlockAtOrBelow } from '../store/blocks.ts'
import { type Commit, commitBlocks } from './commitBlocks.ts'
import { createFinality } from './createFinality.ts'
import { createWitness, type WitnessedBlock } from './createWitness.ts'
import { HeadUnsettledError, ListUnverifiableError, ReorgTooDeepError } from './errors.ts'
import { checkLinked, fetchHeadBlocks } from './fetchHeadBlocks.ts'
import { findBranch } from './findBranch.ts'
import { runHistory } from './runHistory.ts'
import type { Cursor, SyncContext } from './types.ts'

/** Further behind the final block than this, ranges of logs are faster than blocks one by one. */
const HISTORY_BLOCKS_MIN = 64n
/** Blocks read in one go while catching up at the head: one batch of headers. */
const HEAD_BLOCKS_MAX = 64n
/** Blocks below finality that are kept although nothing refers to them, for whoever asks what was there recently. */
const RECENT_BLOCKS = 256n
/** How often blocks nobody needs are forgotten: rarely enough to cost nothing, often enough to stay few. */
const PRUNE_EVERY_BLOCKS = 1_000n

export type Sync = {
  /**
   * Looks at the chain once and does what there is to do.
   *
   * @returns whether there may be more to do at once
   * @throws LoudStopError when only a person can go on; any other error is worth another try
   */
  tick(): Promise<boolean>
}

/** Follows one chain into one database, from `cursor` on. Only witnessed blocks enter the tables. */
export function createSync(context: SyncContext, cursor: Cursor, prover: Pick<Prover, 'proveNow'>): Sync {
  const { reader, writer, rpc, log, status, nowMs } = context
  const witness = createWitness(context, cursor)
  const finality = createFinality(context, cursor, witness)
  let prunedAt = cursor.head.number
  let isHistoryProven = false

  async function tick(): Promise<boolean> {
    if (cursor.accusation !== undefined) await heal(context, cursor, cursor.accusation)
    if (cursor.correction !== undefined) await correct(context, cursor, cursor.correction)
    const head = await witness.look()
    if (head === undefined) return false
    try {
      return await work(head)
    } catch (error) {
      // It still tells its newest block, so it would be asked first again and again for what it does not give.
      if (error instanceof RpcExhaustedError && error.last !== undefined) rpc.distrust(error.last.endpoint)
      throw error
    }
  }

  async function work(head: WitnessedBlock): Promise<boolean> {
    const finalizedNumber = await finality.look(head)
    const latest = head.block
    status.seenNumber = latest.number
    if (finalizedNumber > cursor.head.number + HISTORY_BLOCKS_MIN && latest.number >= finalizedNumber) {
      await checkCursor()
      isHistoryProven = false
      await runHistory(context, cursor, { toBlock: finalizedNumber, witness })
    } else await follow(head, finalizedNumber)
    status.lookedAt = nowMs()
    await prune()
    return cursor.head.number < latest.number
  }

  /** Before history goes on from the cursor: the chain must still have the block it stands at. */
  async function checkCursor(): Promise<void> {
    const found = await witness.agreedAt(cursor.head.number)
    if (found === undefined) throw new HeadUnsettledError({ reason: `block ${cursor.head.number} is not agreed on` })
    if (found.block.hash !== cursor.head.hash) await reorganise([found.block], found)
  }

  async function follow(head: WitnessedBlock, finalizedNumber: bigint): Promise<void> {
    const latest = head.block
    await proveHistory()
    if (latest.hash === cursor.head.hash) return settle(finalizedNumber)
    if (latest.number <= cursor.head.number) return lookBelow(head)
    const first = cursor.head.number + 1n
    const last = bigintMin(first + HEAD_BLOCKS_MAX - 1n, latest.number)
    const target = last === latest.number ? head : await witness.agreedAt(last)
    if (target === undefined) throw new HeadUnsettledError({ reason: `block ${last} is not agreed on` })
    const headers = await readUpTo(first, target)
    if (headers[0]?.parentHash !== cursor.head.hash) return reorganise(headers, target)
    const { endpoint } = target
    const blocks = await fetchHeadBlocks(context, { headers, endpoint })
    for (const [i, block] of blocks.entries()) {
      const { number } = block.block
      const commit = {
        head: block.block,
        finalizedNumber: bigintMin(finalizedNumber, number),
        state: number >= latest.number ? ('live' as const) : runningState(),
        areLogsProven: true,
      }
      const header = headers.slice(i, i + 1)
      await commitChecked({ ...commit, blocks: [block] }, { headers: header, endpoint })
    }
    status.reorgOpen = false
  }

  /** History was read from one endpoint. Before it is served as the present, its events are counted. */
  async function proveHistory(): Promise<void> {
    if (cursor.state === 'live' || isHistoryProven) return
    await prover.proveNow()
    if (cursor.accusation !== undefined) await heal(context, cursor, cursor.accusation)
    if (cursor.accusation !== undefined) throw new HeadUnsettledError({ reason: 'history has not all events' })
    isHistoryProven = true
  }

  /** Reads the blocks below a witnessed one. They are linked to its hash, so they are witnessed too. */
  async function readUpTo(first: bigint, { block, endpoint }: WitnessedBlock): Promise<RpcBlock[]> {
    const numbers = Array.from({ length: Number(block.number - first) }, (_, i) => first + BigInt(i))
    const { value } = await reader.blocksByNumber(numbers, { endpoint })
    const headers = [...value, block]
    checkLinked(headers)
    return headers
  }

  function runningState(): 'live' | 'backfilling' {
    return cursor.state === 'live' ? 'live' : 'backfilling'
  }

  /** The head is the one we have: nothing to read, but blocks may have become final, and we are at the head. */
  async function settle(finalizedNumber: bigint): Promise<void> {
    status.reorgOpen = false
    const isUnchanged = cursor.state === 'live' && finalizedNumber === cursor.finalizedNumber
    if (isUnchanged) return
    const { head } = cursor
    await commitBlocks(context, cursor, { blocks: [], head, finalizedNumber, state: 'live', areLogsProven: false })
  }

  /**
   * A head at or below ours. The endpoints may just be behind; only another hash at a height we hold is a reorg. If we
   * do not hold that height, we look at the next lower one we do hold: a chain that was replaced shows there.
   */
  async function lookBelow(head: WitnessedBlock): Promise<void> {
    const latest = head.block
    const held = await writer.read((sql) => readBlockAtOrBelow(sql, latest.number))
    if (held === undefined) return
    if (held.number === latest.number) {
      if (held.hash !== latest.hash) await reorganise([latest], head)
      return
    }
    const found = await witness.agreedAt(held.number)
    if (found !== undefined && found.block.hash !== held.hash) await reorganise([found.block], found)
  }

  /** Takes the chain's new branch over, from the block both share. */
  async function reorganise(top: readonly RpcBlock[], { endpoint, witnesses }: WitnessedBlock): Promise<void> {
    status.reorgOpen = true
    const heldBefore = cursor.head
    try {
      const branch = await findBranch(context, cursor, { headers: top, endpoint })
      if (witnesses < 2) await requireGone({ number: branch.forkNumber + 1n, heldHash: branch.heldHash, endpoint })
      const blocks = await fetchHeadBlocks(context, { headers: branch.headers, endpoint })
      const head = blocks.at(-1)?.block
      if (head === undefined) return
      const { finalizedNumber } = cursor
      await commitChecked(
        { blocks, head, finalizedNumber, state: runningState(), areLogsProven: true, forkNumber: branch.forkNumber },
        { headers: branch.headers, endpoint },
      )
      status.reorgs++
      status.reorgOpen = false
      const depth = heldBefore.number - branch.forkNumber
      log.warn({ fork: branch.forkNumber.toString(), depth: depth.toString(), head: head.number.toString() }, 'reorg')
    } catch (error) {
      if (!(error instanceof ReorgTooDeepError)) throw error
      // A halt needs more than one witness too.
      await finality.requireFinal()
      throw new HeadUnsettledError({ reason: 'too few endpoints gave up a final block', cause: error })
    }
  }

  /** One witness alone is asked a second time before anything is taken back. */
  async function requireGone(args: { number: bigint; heldHash: Block['hash']; endpoint: number }): Promise<void> {
    const { value } = await reader.blockByNumber(args.number, { endpoint: args.endpoint })
    if (value?.hash !== args.heldHash) return
    rpc.distrust(args.endpoint)
    throw new HeadUnsettledError({ reason: `endpoint ${args.endpoint + 1} gave up block ${args.number}, and has it` })
  }

  /** Commits; where the logs cannot be right asks for them once more, elsewhere if there is an elsewhere. */
  async function commitChecked(commit: Commit, source: { headers: readonly RpcBlock[]; endpoint: number }) {
    try {
      await commitBlocks(context, cursor, commit)
    } catch (error) {
      if (!(error instanceof LogsInconsistentError)) throw error
      log.warn({ err: error, head: commit.head.number.toString() }, 'logs are asked for again')
      let blocks: readonly BlockWithRawLogs[]
      blocks = await fetchHeadBlocks(context, { ...source, except: source.endpoint })
      try {
        await commitBlocks(context, cursor, { ...commit, blocks })
      } catch (cause) {
        if (!(cause instanceof LogsInconsistentError)) throw cause
        // Perhaps logs of earlier blocks were kept back. In a reorganisation the blocks themselves change too.
        if (commit.forkNumber === undefined && (await readAgain(context, cursor, { ...commit, areLogsProven: false })))
          return
        const [first] = source.headers
        throw new ListUnverifiableError({
          fromBlock: first?.number ?? commit.head.number,
          toBlock: commit.head.number,
          cause,
        })
      }
    }
  }

  async function prune(): Promise<void> {
    const { number } = cursor.head
    if (number - prunedAt < PRUNE_EVERY_BLOCKS) return
    prunedAt = number
    await writer.transaction((tx) => pruneBlocksBelow(tx, cursor.finalizedNumber - RECENT_BLOCKS))
  }

  return { tick }
}
