import { bigintMin } from './bigintMath.ts'
import { RebuildImpossibleError, WriterBusyError } from './errors.ts'
import { readBlockAtOrBelow } from './store/blocks.ts'
import { readChain, updateChain } from './store/chain.ts'
import { createWriter, type Writer } from './store/createWriter.ts'
import { readListAt } from './store/listRoots.ts'
import { rollBack } from './sync/commitBlocks.ts'
import { type OnFolded, type RebuildReport, rebuildTables } from './sync/rebuildTables.ts'

const WAIT_MS_DEFAULT = 60_000

/**
 * Folds the state tables anew from the raw logs in the database, in one transaction and under the writer's lock. No
 * endpoint is asked.
 *
 * `aboveBlock` heals a database after the chain gave up blocks that were final: everything above that block is first
 * marked as not canonical, published epochs that rest on it are withdrawn, and the indexer reads on from there.
 *
 * @param args.waitMs for the lock, which a running indexer holds; a minute unless told
 * @throws WriterBusyError where it was not given up in that time
 * @throws RebuildImpossibleError when the database is empty or holds no block that low
 * @throws LogsInconsistentError when the stored logs cannot be right; then nothing is changed
 */
export async function rebuild(args: {
  databaseUrl: string
  aboveBlock?: bigint
  waitMs?: number
  onFolded?: OnFolded
}): Promise<RebuildReport> {
  const writer = createWriter({ databaseUrl: args.databaseUrl, onLost: () => {} })
  try {
    await acquire(writer, args.waitMs ?? WAIT_MS_DEFAULT)
    return await writer.transaction(async (tx) => {
      const [table] = await tx`select to_regclass('muster.chain') as name`
      const chain = table?.['name'] === null ? undefined : await readChain(tx)
      if (chain === undefined) throw new RebuildImpossibleError({ reason: 'the database is empty' })
      if (args.aboveBlock !== undefined) {
        const head = await readBlockAtOrBelow(tx, args.aboveBlock)
        if (head === undefined)
          throw new RebuildImpossibleError({ reason: `no block at or below ${args.aboveBlock} is held` })
        await rollBack(tx, head.number)
        const finalizedNumber = bigintMin(chain.finalizedNumber, head.number)
        const list = await readListAt(tx, head.number)
        await updateChain(tx, { head, finalizedNumber, list, state: 'backfilling' })
      }
      return rebuildTables(tx, chain, args.onFolded)
    })
  } finally {
    await writer.end()
  }
}

async function acquire(writer: Writer, waitMs: number): Promise<void> {
  const signal = AbortSignal.timeout(waitMs)
  try {
    await writer.acquire(signal)
  } catch (error) {
    if (signal.aborted) throw new WriterBusyError({ seconds: waitMs / 1_000 })
    throw error
  }
}
