import { boundaryOf, epochAt, toEpoch } from '../../shared/epoch/clock.ts'
import { readBlockAtOrBelow, readLastBlockBefore } from '../store/blocks.ts'
import { insertEpochMetrics, readNewestMetricsEpoch } from '../store/metrics.ts'
import { readListedNodesAt } from '../store/serviceNodes.ts'
import type { Cursor, SyncContext } from '../sync/types.ts'
import { measureEpoch } from './measureEpoch.ts'

/** Epochs measured in one pass. The next pass goes on. */
const EPOCHS_PER_PASS = 50

const DAY = 86_400n

export type Metrics = {
  /** Measures the epochs whose boundary is final and that have no metrics yet, oldest first. */
  measureDue(): Promise<void>
}

/**
 * Measures, beside the head's loop, the nodes on the list at each boundary since the deployment. Metrics are a function
 * of final rows, so they never change. Swarms are counted at the first boundary of each UTC day.
 */
export function createMetrics(context: SyncContext, cursor: Cursor): Metrics {
  const { writer, signal, status } = context
  const { epochSeconds, deployTimestamp } = cursor
  const firstEpoch = epochAt(deployTimestamp, epochSeconds) + 1n
  /** No epoch is due while the final block is this one. */
  let doneAt = -1n

  async function measure(epoch: bigint): Promise<void> {
    const boundary = boundaryOf(toEpoch(epoch), epochSeconds)
    const { stateBlock, nodes } = await writer.read(async (sql) => {
      const block = await readLastBlockBefore(sql, boundary)
      const number = block?.number ?? -1n
      return { stateBlock: number, nodes: await readListedNodesAt(sql, number) }
    })
    const isFirstOfDay = boundary / DAY !== (boundary - BigInt(epochSeconds)) / DAY
    const metrics = measureEpoch({ nodes, boundary, withSwarms: isFirstOfDay })
    signal.throwIfAborted()
    await writer.transaction((tx) =>
      insertEpochMetrics(tx, { ...metrics, epoch, stateBlock, serviceNodeCount: nodes.length }),
    )
    status.metricsEpoch = epoch
  }

  return {
    async measureDue() {
      const { state, finalizedNumber } = cursor
      if (state !== 'live' || doneAt === finalizedNumber) return
      const { newest, final } = await writer.read(async (sql) => ({
        newest: await readNewestMetricsEpoch(sql),
        final: await readBlockAtOrBelow(sql, finalizedNumber),
      }))
      if (final === undefined) return
      const last = epochAt(final.timestamp, epochSeconds)
      const first = newest === undefined ? firstEpoch : newest + 1n
      status.metricsEpoch = newest ?? null
      const end = first + BigInt(EPOCHS_PER_PASS)
      for (let epoch = first; epoch <= last && epoch < end; epoch++) await measure(epoch)
      if (last < end) doneAt = finalizedNumber
    },
  }
}
