import { createProjection, type Projection } from '../project/createProjection.ts'
import { StoredStateBrokenError } from '../project/errors.ts'
import type { Block, BlockWithLogs, BlockWithRawLogs, Changes } from '../project/types.ts'
import { insertBlocks, markBlocksAboveNotCanonical } from '../store/blocks.ts'
import { notifyHead, updateChain } from '../store/chain.ts'
import type { Writer } from '../store/createWriter.ts'
import type { Queryable, Transaction } from '../store/database.ts'
import { deleteEpochsAbove, publishEpochs } from '../store/epochs.ts'
import { deleteListRootsAbove, insertListRoots, readListAt } from '../store/listRoots.ts'
import { insertLogs, markLogsAboveNotCanonical } from '../store/logs.ts'
import { deleteMetricsAbove } from '../store/metrics.ts'
import { deleteProofsAbove } from '../store/proofs.ts'
import { deleteReplacedKeysAbove, insertReplacedKeys } from '../store/replacedKeys.ts'
import { addRowChanges, insertRowChanges, noRowChanges, readRowsAt, rollBackRows } from '../store/tables.ts'
import type { ChainSettings, Cursor, SyncContext } from './types.ts'

export type Commit = {
  /** In order. Blocks without logs may be left out where `head` names the last one. */
  blocks: readonly BlockWithRawLogs[]
  /** Becomes the cursor. */
  head: Block
  finalizedNumber: bigint
  state: 'backfilling' | 'live'
  /** Whether receipts, or two independent endpoints, gave the logs. */
  areLogsProven: boolean
  /** In a reorg: the last block both branches share. Everything above it is taken back first. */
  forkNumber?: bigint
}

/**
 * Folds blocks and writes them with the cursor, in one transaction: after a crash at any instant the database is
 * either before or after all of it. A reorg's rollback is part of the same transaction, so no reader ever sees less
 * than a whole branch.
 *
 * @throws LogsInconsistentError when the logs cannot be right; nothing is written then
 * @throws WriterLockLostError
 */
export async function commitBlocks(context: SyncContext, cursor: Cursor, commit: Commit): Promise<void> {
  const { writer, settings, status } = context
  const before = cursor.projection ?? (await writer.read((sql) => loadProjection(sql, settings, cursor.head.number)))
  // From here on the projection may be ahead of the database: it counts again only once the transaction is through.
  cursor.projection = undefined
  const blocks = commit.blocks.map(({ block, logs }) => ({ block, logs: logs.map(context.decodeLog) }))
  const projection = await (commit.forkNumber === undefined
    ? extend(writer, before, commit, blocks)
    : replace(writer, settings, { ...commit, forkNumber: commit.forkNumber }, blocks))
  advance(cursor, status, { ...commit, projection })
}

/** Notes what is in the tables now. */
function advance(cursor: Cursor, status: SyncContext['status'], to: Commit & { projection: Projection }): void {
  const { projection, head, finalizedNumber, state } = to
  Object.assign(cursor, { projection, head, finalizedNumber, state })
  const { root } = projection.listHead()
  Object.assign(status, {
    state,
    stateReason: null,
    headNumber: head.number,
    headTimestamp: head.timestamp,
    finalizedNumber,
    listRoot: root,
    verifiedRoot: root,
    events: status.events + to.blocks.reduce((sum, { logs }) => sum + logs.length, 0),
  })
}

async function extend(
  writer: Writer,
  projection: Projection,
  commit: Commit,
  blocks: readonly BlockWithLogs[],
): Promise<Projection> {
  const changes = fold(projection, blocks)
  await writer.transaction((tx) => write(tx, commit, blocks, changes, projection))
  return projection
}

async function replace(
  writer: Writer,
  settings: ChainSettings,
  commit: Commit & { forkNumber: bigint },
  blocks: readonly BlockWithLogs[],
): Promise<Projection> {
  return writer.transaction(async (tx) => {
    await rollBack(tx, commit.forkNumber)
    const projection = await loadProjection(tx, settings, commit.forkNumber)
    await write(tx, commit, blocks, fold(projection, blocks), projection)
    return projection
  })
}

function fold(projection: Projection, blocks: readonly BlockWithLogs[]): Changes {
  const all: Changes = { rows: noRowChanges(), lists: [], replacedKeys: [] }
  for (const block of blocks) {
    const { rows, lists, replacedKeys } = projection.apply(block)
    addRowChanges(all.rows, rows)
    all.lists.push(...lists)
    all.replacedKeys.push(...replacedKeys)
  }
  return all
}

async function write(
  tx: Transaction,
  commit: Commit,
  blocks: readonly BlockWithLogs[],
  changes: Changes,
  projection: Projection,
): Promise<void> {
  const { head } = commit
  const isHeadListed = blocks.at(-1)?.block.hash === head.hash
  const all = [...blocks.map(({ block }) => block), ...(isHeadListed ? [] : [head])]
  await insertBlocks(tx, all, commit.areLogsProven)
  await insertLogs(
    tx,
    blocks.flatMap(({ logs }) => logs),
  )
  await insertRowChanges(tx, changes.rows)
  await insertListRoots(tx, changes.lists)
  await insertReplacedKeys(tx, changes.replacedKeys)
  await updateChain(tx, { ...commit, list: projection.listHead() })
  await publishEpochs(tx, commit.finalizedNumber)
  await notifyHead(tx, head.number)
}

/** Takes back all above block `number`. Blocks and raw logs stay, marked as not canonical. */
export async function rollBack(tx: Transaction, number: bigint): Promise<void> {
  await deleteEpochsAbove(tx, number)
  await deleteProofsAbove(tx, number)
  await rollBackLogs(tx, number)
  await markBlocksAboveNotCanonical(tx, number)
}

/** Takes back what follows from the logs above block `number`. The blocks stay as they are. */
async function rollBackLogs(tx: Transaction, number: bigint): Promise<void> {
  await deleteMetricsAbove(tx, number)
  await deleteListRootsAbove(tx, number)
  await deleteReplacedKeysAbove(tx, number)
  await rollBackRows(tx, number)
  await markLogsAboveNotCanonical(tx, number)
}

/**
 * Exchanges the logs above block `after`, and all that follows from them, in one transaction, and moves the cursor to
 * `head`. Blocks and epochs stay: epochs are proven on their own.
 *
 * @param args.blocks all blocks with logs above `after`, up to `head`
 * @throws LogsInconsistentError when the logs cannot be right; nothing is written then
 */
export async function exchangeBlocks(
  { writer, settings, decodeLog, status }: SyncContext,
  cursor: Cursor,
  args: Commit & { after: bigint },
): Promise<void> {
  const blocks = args.blocks.map(({ block, logs }) => ({ block, logs: logs.map(decodeLog) }))
  cursor.projection = undefined
  const projection = await writer.transaction(async (tx) => {
    await rollBackLogs(tx, args.after)
    const loaded = await loadProjection(tx, settings, args.after)
    await write(tx, args, blocks, fold(loaded, blocks), loaded)
    return loaded
  })
  advance(cursor, status, { ...args, projection })
}

/**
 * The contracts as the rows tell them after block `number`.
 *
 * @throws StoredStateBrokenError when the rows do not give the list root stored for that block
 */
export async function loadProjection(sql: Queryable, settings: ChainSettings, number: bigint): Promise<Projection> {
  const list = await readListAt(sql, number)
  const rows = await readRowsAt(sql, number)
  const projection = createProjection({ chainId: settings.chainId, registry: settings.registry, rows, list })
  const computed = projection.listHead()
  if (computed.root !== list.root || computed.leafCount !== list.leafCount)
    throw new StoredStateBrokenError({ root: list.root, computed: computed.root, blockNumber: number })
  return projection
}
