import type { Hex } from 'viem'
import { boundaryOf, epochAt, toEpoch } from '../../shared/epoch/clock.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { EMPTY_LIST_ROOT } from '../../shared/list/emptyList.ts'
import { encodeEpochProof } from '../../shared/list/epochProof.ts'
import { bigintMax } from '../bigintMath.ts'
import { RpcExhaustedError } from '../rpc/errors.ts'
import { insertBlocks, readBlockAtOrBelow } from '../store/blocks.ts'
import { readChain } from '../store/chain.ts'
import type { Queryable } from '../store/database.ts'
import { type EpochRow, insertEpoch, publishEpochs, readEpochNumbers } from '../store/epochs.ts'
import { WriterLockLostError } from '../store/errors.ts'
import { readListAt } from '../store/listRoots.ts'
import { hasList, insertList, type ListArtifact } from '../store/lists.ts'
import { readListedNodesAt } from '../store/serviceNodes.ts'
import { EpochListMismatchError, LoudStopError } from '../sync/errors.ts'
import type { Cursor, SyncContext } from '../sync/types.ts'
import { type AnchorProof, captureProof, toEpochProof } from './captureProof.ts'
import { AnchorGoneError } from './errors.ts'
import { type Boundary, findBoundary } from './findBoundary.ts'
import { makeList } from './makeList.ts'

/** Newest epochs that are captured; older ones nobody asks for, and their state is mostly gone. Two days of an hour each. */
export const EPOCH_BACKLOG = 48n
/**
 * How long every endpoint may fail to give a proof before the epoch is missed, as a part of an epoch: three minutes of
 * an hour. A node restarts in that time, and full nodes keep the state for longer.
 */
const PATIENCE_PARTS = 20
/** Passes over the endpoints within that time, one pause between two: not one a look, each may search for its boundary. */
const CAPTURE_PASSES_MAX = 6

export type Epochs = {
  /** Captures every epoch that is due and not there; oldest first, since its state is the first to be lost. */
  captureDue(): Promise<void>
}

/**
 * Captures epoch proofs beside the head's loop: at once when a boundary is crossed, again after a reorg, late where the
 * node still can. A reorg may come between two steps. Then nothing is stored.
 */
export function createEpochs(context: SyncContext, cursor: Cursor): Epochs {
  const { settings, writer, log, signal, status, nowMs } = context
  const patienceMs = (cursor.epochSeconds * 1_000) / PATIENCE_PARTS
  /** Epochs whose proof nobody gave yet: when they are asked for again, and when for the last time. */
  const waiting = new Map<bigint, { retryAt: number; deadline: number }>()
  /** Nothing is due up to this epoch, for the head with this hash; saves a query per look. */
  let doneFor: { epoch: bigint; headHash: Hex } | undefined

  async function captureDue(): Promise<void> {
    const { head } = cursor
    const latest = epochAt(head.timestamp, cursor.epochSeconds)
    if (doneFor?.headHash === head.hash && doneFor.epoch === latest) return
    const firstOfRegistry = epochAt(cursor.deployTimestamp, cursor.epochSeconds) + 1n
    const firstOfBacklog = latest - EPOCH_BACKLOG + 1n
    const first = bigintMax(firstOfRegistry, firstOfBacklog)
    const present = await writer.read((sql) => readEpochNumbers(sql, first))
    const due: bigint[] = []
    let isComplete = true
    for (let epoch = first; epoch <= latest; epoch++) {
      if (present.has(epoch)) continue
      const isPaused = (waiting.get(epoch)?.retryAt ?? 0) > nowMs()
      if (isPaused) isComplete = false
      else due.push(epoch)
    }
    for (const group of await groupByAnchor(due)) isComplete = (await captureGroup(group)) && isComplete
    if (isComplete) doneFor = { epoch: latest, headHash: head.hash }
  }

  /** Epochs between the same two blocks share one proof, all but the number in it. */
  async function groupByAnchor(due: readonly bigint[]) {
    const groups: { boundary: Boundary; epochs: bigint[] }[] = []
    for (const epoch of due) {
      const timestamp = boundaryOf(toEpoch(epoch), cursor.epochSeconds)
      const last = groups.at(-1)
      if (last !== undefined && last.boundary.child.timestamp >= timestamp) {
        last.epochs.push(epoch)
        continue
      }
      // Boundaries ascend: the search need not go back behind the one before.
      const low = last?.boundary.anchor.number ?? settings.deployBlock
      const boundary = await findBoundary(context, { timestamp, low, high: cursor.head.number })
      groups.push({ boundary, epochs: [epoch] })
    }
    return groups
  }

  /** @returns false where another pass is due */
  async function captureGroup({ boundary, epochs }: { boundary: Boundary; epochs: bigint[] }): Promise<boolean> {
    try {
      const { rows, list } = await makeRows(boundary, epochs)
      await store(boundary, rows, list)
      for (const { epoch } of rows) waiting.delete(epoch)
      return true
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof LoudStopError || error instanceof WriterLockLostError || !(error instanceof BaseError))
        throw error
      if (error instanceof AnchorGoneError) return false
      log.warn({ err: error, epochs: epochs.map(String) }, 'epoch proof not captured')
      if (isPatient(epochs)) return false
      const shown = error instanceof RpcExhaustedError ? (error.last ?? error) : error
      const reason = `no endpoint gave a state proof that holds: ${shown.message.split('\n')[0]}`
      await store(boundary, missed(boundary, epochs, reason), undefined)
      for (const epoch of epochs) waiting.delete(epoch)
      return true
    }
  }

  /** Notes a pass in which nobody gave a proof. @returns whether there is time for another */
  function isPatient(epochs: readonly bigint[]): boolean {
    const now = nowMs()
    const deadline = Math.min(...epochs.map((epoch) => waiting.get(epoch)?.deadline ?? now + patienceMs))
    const retryAt = Math.min(now + patienceMs / (CAPTURE_PASSES_MAX - 1), deadline)
    for (const epoch of epochs) waiting.set(epoch, { retryAt, deadline })
    return now < deadline
  }

  async function makeRows(boundary: Boundary, epochs: readonly bigint[]) {
    const anchorNumber = boundary.anchor.number
    const { list, nodes } = await writer.read(async (sql) => {
      await requireHeld(sql, boundary)
      const held = await readListAt(sql, anchorNumber)
      return { list: held, nodes: await readListedNodesAt(sql, anchorNumber) }
    })
    const proof = await captureProof(context, { ...boundary, isListEmpty: list.root === EMPTY_LIST_ROOT })
    const { root } = proof
    if (root === null) return { rows: missed(boundary, epochs, 'list is empty'), list: undefined }
    const proven: AnchorProof & { root: Hex } = { ...proof, root }
    const proofs = epochs.map((epoch) =>
      toEpochProof(settings, { epoch, epochSeconds: cursor.epochSeconds, proof: proven }),
    )
    const [epoch = 0n] = epochs
    if (list.root !== root) {
      // Before history is proven, its rows may lack events. They are healed first.
      if (cursor.state !== 'live') throw new AnchorGoneError(boundary)
      throw new EpochListMismatchError({ epoch, anchorNumber, proven: root, computed: list.root })
    }
    // Compressing takes longest: not for a list that is there.
    const made = (await writer.read((sql) => hasList(sql, root)))
      ? undefined
      : await makeList(settings, { nodes, depth: list.depth })
    if (made !== undefined && made.root !== root)
      throw new EpochListMismatchError({ epoch, anchorNumber, proven: root, computed: made.root })
    const rows = proofs.map(
      (each): EpochRow => ({
        ...boundary,
        epoch: each.epoch,
        proof: encodeEpochProof(each),
        listRoot: root,
        serviceNodeCount: nodes.length,
        reason: null,
      }),
    )
    return { rows, list: made }
  }

  function missed(boundary: Boundary, epochs: readonly bigint[], reason: string): EpochRow[] {
    return epochs.map((epoch) => ({
      ...boundary,
      epoch,
      proof: null,
      listRoot: null,
      serviceNodeCount: null,
      reason,
    }))
  }

  async function store({ anchor, child }: Boundary, rows: readonly EpochRow[], list: ListArtifact | undefined) {
    signal.throwIfAborted()
    await writer.transaction(async (tx) => {
      await requireHeld(tx, { anchor, child })
      await insertBlocks(tx, [anchor, child], false)
      if (list !== undefined) await insertList(tx, list)
      for (const row of rows) await insertEpoch(tx, row)
      await publishEpochs(tx, cursor.finalizedNumber)
    })
    const missedCount = rows.filter(({ proof }) => proof === null).length
    status.epochsMissed += missedCount
    status.epochsCaptured += rows.length - missedCount
    log.info({ epochs: rows.map(({ epoch }) => epoch.toString()), missed: missedCount }, 'epochs captured')
  }

  return { captureDue }
}

/** Throws if the two blocks are not of the chain in the tables. Of blocks in history most are not held. */
async function requireHeld(sql: Queryable, { anchor, child }: Boundary): Promise<void> {
  const head = (await readChain(sql))?.head.number ?? 0n
  for (const block of [child, anchor]) {
    const held = await readBlockAtOrBelow(sql, block.number)
    const isOther = held?.number === block.number && held.hash !== block.hash
    if (isOther || block.number > head) throw new AnchorGoneError({ anchor, child })
  }
}
