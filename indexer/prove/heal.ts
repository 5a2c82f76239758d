import type { ContractName } from '../contracts.ts'
import type { BlockWithRawLogs } from '../project/types.ts'
import { readBlockAtOrBelow } from '../store/blocks.ts'
import { readBlocksWithLogs } from '../store/logs.ts'
import { exchangeBlocks } from '../sync/commitBlocks.ts'
import type { Cursor, SyncContext } from '../sync/types.ts'
import { faultsOf } from './createProver.ts'
import { EventsUncountedError } from './errors.ts'
import { readAgain } from './readAgain.ts'
import type { Accusation } from './types.ts'

/** More healings in an hour show endpoints of which none can be believed. */
const HEALINGS_MAX = 3
const HOUR_MS = 3_600_000

/**
 * Reads the logs since the last proven point again, until they are as many as the contracts count. The head does not go
 * back. Does so three times an hour at most: `/ready` names the fault until the next time.
 *
 * @throws EventsUncountedError if no endpoint gives such logs
 */
export async function heal(context: SyncContext, cursor: Cursor, accusation: Accusation): Promise<void> {
  const { writer, status, nowMs } = context
  const { point, faults } = accusation
  const lately = cursor.healedAt.filter((at) => at > nowMs() - HOUR_MS)
  if (lately.length >= HEALINGS_MAX) return
  const held = await writer.read((sql) => readBlockAtOrBelow(sql, point.number))
  if (held?.hash === point.hash) {
    const { head, finalizedNumber } = cursor
    const state = cursor.state === 'live' ? 'live' : 'backfilling'
    const isWhole = (blocks: readonly BlockWithRawLogs[]) => isAsCounted(context, accusation, blocks)
    if (!(await readAgain(context, cursor, { head, finalizedNumber, state, areLogsProven: false }, isWhole)))
      throw new EventsUncountedError({ number: point.number, faults })
    cursor.healedAt = [...lately, nowMs()]
    status.healings++
  }
  // Else the chain was reorganised since: the next proof tells.
  cursor.accusation = undefined
  status.countFault = null
}

/**
 * Gives a block its own logs, and folds all from there on again, from the logs in the tables.
 *
 * @throws LogsInconsistentError if they do not fit the others
 */
export async function correct(context: SyncContext, cursor: Cursor, correction: BlockWithRawLogs): Promise<void> {
  const { writer, status } = context
  const { block } = correction
  const after = block.number - 1n
  const held = await writer.read((sql) => readBlockAtOrBelow(sql, block.number))
  cursor.correction = undefined
  if (held?.hash !== block.hash) return
  const blocks = await writer.read((sql) => readBlocksWithLogs(sql, after))
  const right = blocks.map((each) => (each.block.hash === block.hash ? correction : each))
  const { head, finalizedNumber } = cursor
  const state = cursor.state === 'live' ? 'live' : 'backfilling'
  await exchangeBlocks(context, cursor, { head, finalizedNumber, state, areLogsProven: false, after, blocks: right })
  status.healings++
}

/** Whether these logs are as many as the contracts count. */
function isAsCounted(
  { decodeLog }: SyncContext,
  { point, before }: Accusation,
  blocks: readonly BlockWithRawLogs[],
): boolean {
  const counts = new Map<ContractName, bigint>()
  for (const { block, logs } of blocks) {
    if (block.number > point.number) continue
    for (const raw of logs) {
      const { contract } = decodeLog(raw)
      counts.set(contract, (counts.get(contract) ?? 0n) + 1n)
    }
  }
  return faultsOf({ point, before, counts }).length === 0
}
