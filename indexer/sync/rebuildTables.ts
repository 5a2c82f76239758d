import { decodeLog } from '../project/createLogDecoder.ts'
import { createProjection } from '../project/createProjection.ts'
import type { Block, ContractLog } from '../project/types.ts'
import { readChain, updateChain } from '../store/chain.ts'
import type { Transaction } from '../store/database.ts'
import { deleteListRootsAbove, insertListRoots } from '../store/listRoots.ts'
import { countLogs, readCanonicalLogs } from '../store/logs.ts'
import { deleteReplacedKeysAbove, insertReplacedKeys } from '../store/replacedKeys.ts'
import { deleteAllRows, insertRowChanges, noRows } from '../store/tables.ts'
import type { ChainSettings } from './types.ts'

/** Logs read and folded at a time: a few MB. */
const PAGE_LOGS = 5_000

export type RebuildReport = { logs: number; versions: number; lists: number }

/** Called after each page, with the logs that are folded and all there are. */
export type OnFolded = (logs: number, all: number) => void

/**
 * Throws the state tables away and folds them anew from the canonical raw logs, in the caller's transaction, with the
 * same checks as the first time. Blocks, logs, epochs and lists are not touched.
 *
 * @throws LogsInconsistentError when the stored logs themselves cannot be right; then nothing is changed
 */
export async function rebuildTables(
  tx: Transaction,
  settings: ChainSettings,
  onFolded: OnFolded = () => {},
): Promise<RebuildReport> {
  const { chainId, registry } = settings
  const { canonical } = await countLogs(tx)
  await deleteAllRows(tx)
  await deleteListRootsAbove(tx, -1n)
  await deleteReplacedKeysAbove(tx, -1n)
  const projection = createProjection({ chainId, registry, rows: noRows(), list: { version: 0n, leafCount: 0 } })
  const report: RebuildReport = { logs: 0, versions: 0, lists: 0 }
  let after = -1n
  for (;;) {
    const page = await readCanonicalLogs(tx, after, PAGE_LOGS)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.block.number
    for (const entry of groupByBlock(page)) {
      const { rows, lists, replacedKeys } = projection.apply(entry)
      await insertRowChanges(tx, rows)
      await insertListRoots(tx, lists)
      await insertReplacedKeys(tx, replacedKeys)
      report.versions += rows.serviceNodes.length
      report.lists += lists.length
    }
    report.logs += page.length
    onFolded(report.logs, canonical)
  }
  const chain = await readChain(tx)
  if (chain !== undefined) {
    const state = chain.state === 'live' ? 'live' : 'backfilling'
    await updateChain(tx, { ...chain, list: projection.listHead(), state })
  }
  return report
}

function groupByBlock(page: Awaited<ReturnType<typeof readCanonicalLogs>>) {
  const blocks: { block: Block; logs: ContractLog[] }[] = []
  for (const { block, contract, raw } of page) {
    const current = blocks.at(-1)
    const log = decodeLog(contract, raw)
    if (current?.block.hash === block.hash) current.logs.push(log)
    else blocks.push({ block, logs: [log] })
  }
  return blocks
}
