import type { Hex } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import type { Block, BlockWithRawLogs, RawLog } from '../project/types.ts'
import { markLogsProven, readBlockAtOrBelow, readUnprovenBlocks } from '../store/blocks.ts'
import { readLogsOf } from '../store/logs.ts'
import { countGroups } from '../sync/agreement.ts'
import { isSame } from '../sync/agreeOnLogs.ts'
import type { Cursor, SyncContext } from '../sync/types.ts'

/** Blocks looked at in one pass: a bounded part of what an endpoint gives in a second. */
const BLOCKS_PER_PASS = 10

export type LogsProver = {
  /** Looks at some blocks of history. Notes on the cursor one whose logs in the tables are not its own. */
  proveDue(): Promise<void>
}

/**
 * Compares, beside the head's loop, the logs of blocks in history with their receipts, whose root is in the header. If no
 * endpoint has such receipts, two independent endpoints must give the same logs as the tables have. A block that nothing
 * decides about is tried again later.
 *
 * @param args.everyMs time from one pass over all blocks to the next
 */
export function createLogsProver(context: SyncContext, cursor: Cursor, args: { everyMs: number }): LogsProver {
  const { rpc, reader, receipts, writer, groups, log, signal, nowMs } = context
  let after = -1n
  let dueAt = Number.NEGATIVE_INFINITY

  /** The block as an endpoint gives it, with a header that gives its hash. */
  async function headerOf(hash: Hex): Promise<RpcBlock | undefined> {
    for (const endpoint of rpc.order('eth_getBlockByHash')) {
      const header = await attempt(async () => {
        const { value } = await reader.blockByHash(hash, { endpoint, once: true })
        if (value !== null) await reader.headerOf(value, endpoint)
        return value ?? undefined
      })
      if (header !== undefined) return header
    }
    return undefined
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof BaseError)) throw error
      return undefined
    }
  }

  /** The logs that two independent endpoints give. */
  async function agreedLogs(hash: Hex): Promise<RawLog[] | undefined> {
    if (new Set(groups).size < 2) return undefined
    const answers: { endpoint: number; group: string; value: RawLog[] }[] = []
    for (const endpoint of rpc.order('eth_getLogs')) {
      const answer = await attempt(() => reader.logsOfBlock(hash, { endpoint, once: true }))
      if (answer === undefined) continue
      answers.push({ ...answer, group: groups[endpoint] ?? '' })
      const same = answers.filter(({ value }) => isSame(value, answer.value))
      if (countGroups(same) > 1) return answer.value
    }
    return undefined
  }

  async function judge(block: Block): Promise<void> {
    const header = await headerOf(block.hash)
    if (header === undefined) return
    const logs = (await receipts.provenLogs(header)) ?? (await agreedLogs(block.hash))
    if (logs === undefined) return
    const isRight = await writer.read(async (sql) => isSame(await readLogsOf(sql, block.hash), logs))
    if (isRight) return writer.transaction((tx) => markLogsProven(tx, block.hash))
    log.error({ number: block.number.toString() }, 'the tables have other logs of a block than its receipts')
    const wrong: BlockWithRawLogs = { block, logs }
    const held = await writer.read((sql) => readBlockAtOrBelow(sql, block.number))
    if (held?.hash === block.hash) cursor.correction = wrong
  }

  return {
    async proveDue() {
      if (cursor.state !== 'live' || cursor.correction !== undefined || nowMs() < dueAt) return
      const blocks = await writer.read((sql) => readUnprovenBlocks(sql, after, BLOCKS_PER_PASS))
      if (blocks.length === 0) {
        // Those that nothing decided about are tried again later.
        after = -1n
        dueAt = nowMs() + args.everyMs
      }
      for (const block of blocks) {
        await judge(block)
        if (cursor.correction !== undefined) return
        after = block.number
      }
    },
  }
}
