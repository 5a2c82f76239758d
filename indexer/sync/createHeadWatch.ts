import { isBehind, type Place } from './isBehind.ts'
import type { SyncContext } from './types.ts'

/** Pause between two comparisons of all endpoints: one small request to each, and the time a stall goes unseen. */
const COMPARE_EVERY_MS = 5_000
/** From so many heads on, the newest counts only once a second endpoint has reached it: no single one can lead astray. */
const WITNESSED_FROM = 3

export type HeadWatch = {
  /** Compares in the background where it is time to: a hung endpoint must not hold the others up. */
  look(): void
}

/**
 * Asks all endpoints for their newest block now and then. One that answers, but stands still, never fails a request; it
 * shows only beside the others. It is asked last then, and `status.newest` tells how far the chain is.
 */
export function createHeadWatch({ reader, rpc, log, signal, status }: SyncContext): HeadWatch {
  let comparedAt = Number.NEGATIVE_INFINITY
  let isComparing = false

  async function compare(): Promise<void> {
    const heads = await Promise.all(
      Array.from({ length: reader.endpointCount }, async (_, endpoint) => {
        try {
          const { value } = await reader.latestBlock({ endpoint, once: true })
          return { endpoint, number: value.number, timestamp: value.timestamp }
        } catch (error) {
          log.debug({ err: error, endpoint: endpoint + 1 }, 'endpoint did not tell its newest block')
          return undefined
        }
      }),
    )
    if (signal.aborted) return
    const told = heads.filter((head) => head !== undefined)
    const newest = newestOf(told)
    // One alone is compared with nobody; what was known before still holds.
    if (newest === undefined || told.length < 2) return
    status.newest = { number: newest.number, timestamp: newest.timestamp }
    for (const head of told) {
      const wasBehind = rpc.status()[head.endpoint]?.behind
      const nowBehind = isBehind(head, newest)
      rpc.setBehind(head.endpoint, nowBehind)
      if (wasBehind === nowBehind) continue
      const fields = { endpoint: head.endpoint + 1, number: head.number.toString(), newest: newest.number.toString() }
      if (nowBehind) log.warn(fields, 'endpoint is behind the others and asked last')
      else log.info(fields, 'endpoint caught up')
    }
  }

  return {
    look() {
      const now = performance.now()
      if (reader.endpointCount < 2 || isComparing || now - comparedAt < COMPARE_EVERY_MS) return
      isComparing = true
      comparedAt = now
      compare()
        .catch((error: unknown) => log.warn({ err: error }, 'endpoints could not be compared'))
        .finally(() => {
          isComparing = false
        })
    },
  }
}

function newestOf<T extends Place>(heads: readonly T[]): T | undefined {
  const descending = [...heads].sort((a, b) => (a.number < b.number ? 1 : a.number > b.number ? -1 : 0))
  return descending[heads.length >= WITNESSED_FROM ? 1 : 0]
}
