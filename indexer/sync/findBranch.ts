import type { Hex } from 'viem'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { readBlocksDown } from '../store/blocks.ts'
import type { Writer } from '../store/createWriter.ts'
import { HeadUnsettledError, ReorgTooDeepError } from './errors.ts'
import type { Cursor, SyncContext } from './types.ts'

/**
 * Deepest reorg that is worked in even where finality stands further back: every block of it costs a request, and a
 * chain that gives up half an hour of blocks needs a person to look at it.
 */
const REORG_DEPTH_MAX = 4_096
/** Held blocks read in one go: most reorgs end in the first page, whatever lies between the head and finality. */
const HELD_PAGE = 256

export type Branch = {
  /** Last block both branches share. */
  forkNumber: bigint
  /** Our hash at forkNumber + 1. */
  heldHash: Hex
  /** The new branch, from forkNumber + 1 up, each the parent of the next. */
  headers: RpcBlock[]
}

/**
 * Walks a new branch down by parent hashes until it meets a block we hold. Each block has the hash that was asked for.
 *
 * @param args.headers the upper part of the branch, linked, its lowest no higher than our head + 1
 * @throws ReorgTooDeepError when it does not meet ours above the last final block
 */
export async function findBranch(
  context: SyncContext,
  cursor: Cursor,
  args: { headers: readonly RpcBlock[]; endpoint: number },
): Promise<Branch> {
  const { writer, reader } = context
  const { finalizedNumber } = cursor
  const held = createHeld(writer, { from: cursor.head.number, downTo: finalizedNumber })
  const downwards = [...args.headers].reverse()
  for (let depth = 0; depth < REORG_DEPTH_MAX; depth++) {
    const lowest = downwards.at(-1)
    if (lowest === undefined) break
    const parentNumber = lowest.number - 1n
    const heldParent = await held.hashAt(parentNumber)
    if (heldParent === lowest.parentHash) {
      const heldHash = await held.hashAt(lowest.number)
      if (heldHash === undefined) throw new HeadUnsettledError({ reason: 'the branch continues ours' })
      return { forkNumber: parentNumber, heldHash, headers: downwards.reverse() }
    }
    if (parentNumber <= finalizedNumber)
      throw new ReorgTooDeepError({
        number: parentNumber,
        finalizedNumber,
        held: heldParent ?? cursor.head.hash,
        seen: lowest.parentHash,
      })
    const { value: parent } = await reader.blockByHash(lowest.parentHash, { endpoint: args.endpoint })
    if (parent === null || parent.number !== parentNumber)
      throw new HeadUnsettledError({ reason: `the parent of block ${lowest.number} is not there any more` })
    downwards.push(parent)
  }
  throw new ReorgTooDeepError({
    number: (downwards.at(-1)?.number ?? 0n) - 1n,
    finalizedNumber,
    held: cursor.head.hash,
    seen: downwards.at(-1)?.parentHash ?? cursor.head.hash,
  })
}

/** Hashes of the blocks we hold, read from the top down only as far as they are asked for. */
function createHeld(writer: Writer, { from, downTo }: { from: bigint; downTo: bigint }) {
  const hashes = new Map<bigint, Hex>()
  /** Highest number that is not read yet. */
  let next = from
  return {
    async hashAt(number: bigint): Promise<Hex | undefined> {
      while (number <= next && next >= downTo) {
        const page = await writer.read((sql) => readBlocksDown(sql, { from: next, downTo, limit: HELD_PAGE }))
        for (const block of page) hashes.set(block.number, block.hash)
        const lowest = page.at(-1)?.number
        next = lowest === undefined || page.length < HELD_PAGE ? downTo - 1n : lowest - 1n
      }
      return hashes.get(number)
    },
  }
}
