import { doubling } from '../backoff.ts'

/** Pause before a failed endpoint is probed. It doubles with each failure in a row. */
const COOLDOWN_MS = 500
const COOLDOWN_MS_MAX = 30_000
/** Pause before a method that an endpoint refused is asked of it like of others. It doubles too: most never serve it. */
const METHOD_COOLDOWN_MS_MAX = 600_000
/** How long a method is asked of others first that an examination found missing. */
const METHOD_MISSING_MS = 3_600_000

/** Whether one endpoint may be asked like the others. */
export type Health = {
  failures(): number
  failuresInARow(): number
  /** Returns milliseconds until it may be asked like the others for this method. 0: now. */
  waitMs(method: string | undefined): number
  /** Notes an answer to a live request or to a probe. */
  answered(method: string): void
  /** Notes a failure. `isOfSize`: the endpoint is well, and the range was too wide. */
  failed(method: string, args: { isRefusal: boolean; isOfSize: boolean }): void
  /** Has it probed at once, because another endpoint answered before it. */
  suspect(): void
  /** Has the others asked first for some time, whatever it answers. */
  distrust(): void
  /** Has a method asked of others first for an hour. */
  missing(method: string): void
}

/**
 * Creates the health of an endpoint. One that failed comes back after a probe of its own, so that no live request finds
 * out whether it is well.
 *
 * @param args.probe asks the endpoint something small. Its outcome is noted here
 */
export function createHealth(args: {
  probe: () => Promise<void>
  onRecovered: (args: { failuresInARow: number }) => void
  signal: AbortSignal
}): Health {
  const { signal } = args
  let failures = 0
  let failuresInARow = 0
  let isFailing = false
  let retryAt = 0
  let distrustedUntil = 0
  let timer: NodeJS.Timeout | undefined
  const methods = new Map<string, { until: number; inARow: number }>()

  function probeAfter(ms: number): void {
    isFailing = true
    retryAt = Date.now() + ms
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      if (signal.aborted) return
      args.probe().then(recover, () => {
        if (!signal.aborted) fail()
      })
    }, ms)
    // A probe must not keep the process alive.
    timer.unref()
  }

  function fail(): void {
    failures++
    failuresInARow++
    probeAfter(doubling(failuresInARow, { firstMs: COOLDOWN_MS, mostMs: COOLDOWN_MS_MAX }))
  }

  function recover(): void {
    const before = { isFailing, failuresInARow }
    isFailing = false
    failuresInARow = 0
    clearTimeout(timer)
    timer = undefined
    if (before.isFailing) args.onRecovered(before)
  }

  function refuse(method: string): void {
    const inARow = (methods.get(method)?.inARow ?? 0) + 1
    const ms = doubling(inARow, { firstMs: COOLDOWN_MS, mostMs: METHOD_COOLDOWN_MS_MAX })
    methods.set(method, { until: Date.now() + ms, inARow })
  }

  return {
    failures: () => failures,
    failuresInARow: () => failuresInARow,
    waitMs(method) {
      const now = Date.now()
      const untilProbe = isFailing ? Math.max(retryAt - now, 1) : 0
      const untilMethod = method === undefined ? 0 : (methods.get(method)?.until ?? 0) - now
      return Math.max(untilProbe, untilMethod, distrustedUntil - now, 0)
    },
    answered(method) {
      methods.delete(method)
      recover()
    },
    failed(method, { isRefusal, isOfSize }) {
      if (isOfSize) {
        failures++
        return
      }
      if (isRefusal) refuse(method)
      fail()
    },
    suspect: () => {
      if (!isFailing) probeAfter(0)
    },
    distrust() {
      failures++
      distrustedUntil = Date.now() + COOLDOWN_MS_MAX
    },
    missing: (method) => {
      methods.set(method, { until: Date.now() + METHOD_MISSING_MS, inARow: methods.get(method)?.inARow ?? 0 })
    },
  }
}
