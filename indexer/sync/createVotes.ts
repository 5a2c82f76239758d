import { BaseError } from '../../shared/errors/baseError.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { doubling } from '../backoff.ts'
import type { SyncContext } from './types.ts'

/** Longest wait of one poll for endpoints that are slow. Their answers count in the next one. */
const POLL_WAIT_MS = 2_000
/** An endpoint that has not answered for so long has no vote. */
const VOTE_MS_MAX = 5_000
/** Pause before an endpoint is asked again that failed. It doubles with each failure in a row. */
const PAUSE_MS = 250
const PAUSE_MS_MAX = 2_000

/** Newest block by the word of one endpoint. Its header gives its hash. */
export type Vote = { endpoint: number; group: string; block: RpcBlock }

export type Votes = {
  /** Asks every endpoint for its newest block. Returns when two independent ones answered, all did, or time is up. */
  poll(): Promise<readonly Vote[]>
}

type Seat = {
  vote: RpcBlock | undefined
  asked: number | undefined
  failures: number
  retryAt: number
  isFresh: boolean
}

/** Keeps the votes of all endpoints. An endpoint that answers keeps its vote; one that fails or hangs has none. */
export function createVotes({ reader, groups, log, signal }: SyncContext): Votes {
  const seats = groups.map((): Seat => ({ vote: undefined, asked: undefined, failures: 0, retryAt: 0, isFresh: false }))
  let wake = () => {}

  async function ask(endpoint: number, seat: Seat): Promise<void> {
    try {
      const { value } = await reader.latestBlock({ endpoint, once: true })
      if (value.hash !== seat.vote?.hash) await reader.headerOf(value, endpoint)
      Object.assign(seat, { vote: value, failures: 0, retryAt: 0, isFresh: true })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof BaseError)) throw error
      log.debug({ err: error, endpoint: endpoint + 1 }, 'endpoint did not tell its newest block')
      const failures = seat.failures + 1
      const pause = doubling(failures, { firstMs: PAUSE_MS, mostMs: PAUSE_MS_MAX })
      Object.assign(seat, { vote: undefined, failures, retryAt: performance.now() + pause })
    } finally {
      seat.asked = undefined
      wake()
    }
  }

  const isSettled = (): boolean => {
    const fresh = new Set(groups.filter((_, index) => seats[index]?.isFresh))
    return fresh.size > 1 || seats.every(({ asked }) => asked === undefined)
  }

  return {
    async poll() {
      const now = performance.now()
      for (const [endpoint, seat] of seats.entries()) {
        seat.isFresh = false
        if (seat.asked !== undefined || seat.retryAt > now) continue
        seat.asked = now
        ask(endpoint, seat).catch((error: unknown) => log.error({ err: error }, 'vote failed'))
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_WAIT_MS)
        wake = () => {
          if (!isSettled() && !signal.aborted) return
          clearTimeout(timer)
          resolve()
        }
        wake()
      })
      signal.throwIfAborted()
      const since = performance.now() - VOTE_MS_MAX
      return seats.flatMap(({ vote, asked }, endpoint) =>
        vote === undefined || (asked ?? now) < since ? [] : [{ endpoint, group: groups[endpoint] ?? '', block: vote }],
      )
    },
  }
}
