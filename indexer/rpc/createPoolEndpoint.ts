import type { Logger } from 'pino'
import type { Hex } from '../../shared/bytes.ts'
import { createEndpoint } from '../../shared/rpc/createEndpoint.ts'
import { createRangeWidth, type RangeWidth } from '../../shared/rpc/createRangeWidth.ts'
import { RpcAnswerInvalidError, RpcCallFailedError } from '../../shared/rpc/errors.ts'
import { type Examination, examineEndpoint } from '../../shared/rpc/examineEndpoint.ts'
import { isLogRange, judgeFailure } from '../../shared/rpc/judgeFailure.ts'
import { parseBlock, parseQuantity } from '../../shared/rpc/parse.ts'
import type { RangeFailure } from '../../shared/rpc/readLogRanges.ts'
import { createCallCounter } from './createCallCounter.ts'
import { createHealth } from './createHealth.ts'
import { createLatencies } from './createLatencies.ts'
import { ChainIdMismatchError, isRefusal, RpcRequestFailedError } from './errors.ts'
import { settlesWithin } from './settlesWithin.ts'
import type { EndpointStatus, RpcRequest } from './types.ts'

/** Longest wait for the answer to a probe. */
const PROBE_TIMEOUT_MS = 2_000
/** A live request goes to a second endpoint after twice the usual time of the first, but not sooner and not later. */
const HEDGE_FACTOR = 2
const HEDGE_MS_MIN = 500
/** The same while nothing is known of the endpoint. */
const HEDGE_MS_UNKNOWN = 2_000
/** How long a request waits that only this endpoint may answer, if others can take over what it belongs to. */
const PATIENCE_FACTOR = 4
const PATIENCE_MS_MIN = 3_000
/** Failures in a row after which it is told that an endpoint is back. */
const FAILURES_TOLD_MIN = 3
/** Between two examinations. */
const EXAMINE_EVERY_MS = 3_600_000

/** One endpoint of a pool, with what is known of it. */
export type PoolEndpoint = {
  readonly index: number
  /** Blocks that it answers logs of. */
  readonly width: RangeWidth
  /** Whether it has shown that it serves the chain. */
  isVerified(): boolean
  /** Whether it serves another chain. */
  isBanned(): boolean
  isBehind(): boolean
  /** Returns whether that is new. */
  setBehind(isBehind: boolean): boolean
  /** Whether it had as many calls within the last hour as it may have. */
  isSpent(): boolean
  /** Returns milliseconds until it may be asked like the others. */
  waitMs(method?: string): number
  /** Returns milliseconds after which another endpoint is asked too. */
  hedgeAfterMs(method: string): number
  /** Returns milliseconds that a request waits that no other endpoint may answer. */
  patienceMs(method: string): number
  /** Asks for the chain id. @throws RpcRequestFailedError, ChainIdMismatchError */
  verify(args?: { isProbe: boolean }): Promise<void>
  /** Asks once. @param limitMs longest wait for the answer @throws RpcRequestFailedError */
  send<T>(request: RpcRequest<T>, limitMs?: number): Promise<T>
  suspect(): void
  distrust(): void
  /** Examines it in the background, unless that was done within the last hour. */
  examine(): void
  status(): EndpointStatus
}

export type PoolOptions = {
  chainId: bigint
  log: Logger
  signal: AbortSignal
  requestTimeoutMs: number
  /** Contract whose proofs are needed. */
  registry?: Hex | undefined
  callsPerHourMax?: number | undefined
}

/** Creates an endpoint of a pool. @param args.index its place in the configured URLs, by which it is named */
export function createPoolEndpoint(args: PoolOptions & { index: number; url: string }): PoolEndpoint {
  const { index, url, chainId, log, signal, requestTimeoutMs, callsPerHourMax } = args
  const counter = createCallCounter({ nowMs: Date.now })
  const latencies = createLatencies()
  const width = createRangeWidth()
  const connect = (timeoutMs: number) =>
    createEndpoint({ url, fetch: (to, init) => globalThis.fetch(to, init), timeoutMs, signal, onSent: counter.sent })
  const live = connect(requestTimeoutMs)
  const prober = connect(Math.min(PROBE_TIMEOUT_MS, requestTimeoutMs))
  const health = createHealth({ probe, onRecovered, signal })
  let isVerified = false
  let isBanned = false
  let isBehind = false
  let requests = 0
  let examination: Examination | undefined
  let examinedAt = Number.NEGATIVE_INFINITY

  async function probe(): Promise<void> {
    if (isVerified) parseBlock(await prober.request({ method: 'eth_getBlockByNumber', params: ['latest', false] }))
    if (isVerified || isBanned) return
    try {
      await verify({ isProbe: true })
    } catch (error) {
      // It is banned, and no probe changes that.
      if (!(error instanceof ChainIdMismatchError)) throw error
      log.error({ err: error }, 'endpoint is banned')
    }
  }

  function onRecovered({ failuresInARow }: { failuresInARow: number }): void {
    const isNews = failuresInARow >= FAILURES_TOLD_MIN
    log[isNews ? 'info' : 'debug']({ endpoint: index + 1, failuresInARow }, 'endpoint answers again')
    examine()
  }

  async function verify({ isProbe }: { isProbe: boolean } = { isProbe: false }): Promise<void> {
    const parse = (result: unknown) => parseQuantity(result, 'the chain id')
    const call = { method: 'eth_chainId', params: [], parse }
    const served = await sendBy(isProbe ? prober : live, call)
    isVerified = served === chainId
    isBanned = !isVerified
    if (isBanned) throw new ChainIdMismatchError({ endpoint: index, chainId: served, expected: chainId })
  }

  async function sendBy<T>(to: typeof live, { method, params, parse }: RpcRequest<T>, limitMs?: number): Promise<T> {
    requests++
    const startedAt = performance.now()
    const answer = to.request({ method, params }).then((result) => {
      const value = parse(result)
      // An answer that came too late for its request tells how long the next one may take.
      latencies.note(method, performance.now() - startedAt)
      return value
    })
    try {
      const value = limitMs === undefined ? await answer : await within(answer, limitMs)
      health.answered(method)
      return value
    } catch (error) {
      signal.throwIfAborted()
      const failure = { ...failureOf(error, method), origin: live.origin, endpoint: index }
      const refused = isRefusal(failure)
      health.failed(method, { isRefusal: refused, isOfSize: refused && isLogRange({ method, params }) })
      throw new RpcRequestFailedError({ method, endpoint: index, failure, cause: error })
    }
  }

  function examine(): void {
    const now = Date.now()
    if (isBanned || now - examinedAt < EXAMINE_EVERY_MS) return
    examinedAt = now
    examineEndpoint(live, args.registry).then(
      (found) => {
        examination = found
        if (found.proofWindow === 0n) health.missing('eth_getProof')
        if (!found.hasBlockReceipts) health.missing('eth_getBlockReceipts')
        tell(found)
      },
      (error: unknown) => {
        if (!signal.aborted) log.warn({ err: error, endpoint: index + 1 }, 'endpoint could not be examined')
      },
    )
  }

  function tell({ chainId: _, header, ...found }: Examination): void {
    const fields = { endpoint: index + 1, header: header.kind, ...toText(found) }
    log.info(fields, 'endpoint examined')
    if (header.kind === 'fault') log.error({ endpoint: index + 1, fields: header.fields }, header.fault)
    if (found.proofWindow === 0n) log.warn({ endpoint: index + 1 }, 'endpoint gives no state proofs: no epochs from it')
  }

  return {
    index,
    width,
    isVerified: () => isVerified,
    isBanned: () => isBanned,
    isBehind: () => isBehind,
    setBehind: (behind) => {
      const isNew = behind !== isBehind
      isBehind = behind
      return isNew
    },
    isSpent: () => callsPerHourMax !== undefined && counter.lastHour() >= callsPerHourMax,
    waitMs: health.waitMs,
    hedgeAfterMs(method) {
      const usual = latencies.p95(method)
      return usual === undefined ? HEDGE_MS_UNKNOWN : Math.max(HEDGE_FACTOR * usual, HEDGE_MS_MIN)
    },
    patienceMs(method) {
      const patience = Math.max(PATIENCE_FACTOR * (latencies.p95(method) ?? 0), PATIENCE_MS_MIN)
      return Math.min(patience, requestTimeoutMs)
    },
    verify,
    send: (request, limitMs) => sendBy(live, request, limitMs),
    suspect: health.suspect,
    distrust: health.distrust,
    examine,
    status: () => ({
      requests,
      failures: health.failures(),
      failuresInARow: health.failuresInARow(),
      banned: isBanned,
      behind: isBehind,
      calls: counter.byMethod(),
      callsLastHour: counter.lastHour(),
      examination,
    }),
  }
}

/** Thrown inside only: the failure that it becomes is a time-out. */
class TooLate extends Error {}

async function within<T>(answer: Promise<T>, ms: number): Promise<T> {
  if (await settlesWithin(answer, ms)) return answer
  throw new TooLate()
}

/** Explains an error of one call. Errors of `parse` count as the endpoint's failure. */
function failureOf(error: unknown, method: string): Omit<RangeFailure, 'origin'> {
  if (error instanceof RpcCallFailedError) return error.failure
  if (error instanceof TooLate) return judgeFailure({ method, words: '', isTimeout: true })
  if (error instanceof RpcAnswerInvalidError) return { kind: 'refused', details: error.message, isTimeout: false }
  return judgeFailure({ method, words: error instanceof Error ? error.message : String(error) })
}

/** Log lines are JSON, which has no bigint. */
const toText = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  )
