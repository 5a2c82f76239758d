import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Hex } from '../../shared/bytes.ts'
import type { RangeWidth } from '../../shared/rpc/createRangeWidth.ts'
import { doubling, pauseAfter } from '../backoff.ts'
import { createPoolEndpoint, type PoolEndpoint } from './createPoolEndpoint.ts'
import { ChainIdMismatchError, RpcBudgetSpentError, RpcExhaustedError, RpcRequestFailedError } from './errors.ts'
import { settlesWithin } from './settlesWithin.ts'
import type { EndpointStatus, RpcRequest } from './types.ts'

/** Longest wait for one HTTP answer. A wide range of logs takes seconds. */
const REQUEST_TIMEOUT_MS = 15_000
/** Attempts for one request, over all endpoints. The last one starts about three seconds after the first. */
const ATTEMPTS_MAX = 5
/** Pause before the second attempt. It doubles each time, and half of it is random, so that clients spread out. */
const BACKOFF_MS = 200
const BACKOFF_MS_MAX = 3_000
/** First looks at the endpoints with the short time limit of a probe. Then each gets the whole time. */
const QUICK_STARTS = 2

/** `endpoint`: index of the one that answered, in the order of the configured URLs. */
export type Answer<T> = { value: T; endpoint: number }

/**
 * JSON-RPC over several endpoints, with time limits, bounded retries with backoff and jitter, and failover by health. A
 * request that takes longer than usual goes to a second endpoint too.
 */
export type Rpc = {
  readonly endpointCount: number
  /**
   * Asks every endpoint for its chain id, again and again until one answers, and begins to examine them. Those that do
   * not answer are asked again before their first use.
   *
   * @param onWaiting is told why it waits, after each round without an answer
   * @throws ChainIdMismatchError if one serves another chain, and the signal's reason
   */
  start(onWaiting?: (reason: string) => void): Promise<void>
  /** @throws RpcRequestFailedError, RpcExhaustedError, RpcBudgetSpentError */
  request<T>(request: RpcRequest<T>): Promise<Answer<T>>
  /** Returns the indexes of the endpoints that may be asked, in the order in which a request would ask them now. */
  order(method?: string): number[]
  /** Returns the blocks that an endpoint answers logs of, as learnt. */
  rangeWidth(endpoint: number): RangeWidth | undefined
  /** Asks the others first as long as this one is behind them. Returns whether that is new. */
  setBehind(endpoint: number, behind: boolean): boolean
  /** Asks the others first for a while, because this one contradicted them. */
  distrust(endpoint: number): void
  status(): EndpointStatus[]
}

/**
 * Creates the pool of endpoints.
 *
 * @param args.signal ends all requests and pauses when the indexer stops
 * @param args.registry contract whose proofs are needed, for the examination
 * @param args.callsPerHourMax calls that each endpoint may get within an hour
 */
export function createRpc(args: {
  urls: readonly string[]
  chainId: bigint
  log: Logger
  signal: AbortSignal
  requestTimeoutMs?: number
  registry?: Hex
  callsPerHourMax?: number | undefined
}): Rpc {
  const { log, signal } = args
  const { requestTimeoutMs = REQUEST_TIMEOUT_MS } = args
  const endpoints = args.urls.map((url, index) => createPoolEndpoint({ ...args, requestTimeoutMs, url, index }))

  /**
   * Sorts endpoints: healthy ones first, and those that are behind after the others, else in the order configured. Then
   * the others by the time until they may be asked.
   */
  function inOrder(some: readonly PoolEndpoint[], method?: string): PoolEndpoint[] {
    return some
      .map((endpoint) => ({ endpoint, waitMs: endpoint.waitMs(method) }))
      .sort(
        (a, b) =>
          a.waitMs - b.waitMs ||
          Number(a.endpoint.isBehind()) - Number(b.endpoint.isBehind()) ||
          a.endpoint.index - b.endpoint.index,
      )
      .map(({ endpoint }) => endpoint)
  }

  function pick({ method, endpoint: only, except }: RpcRequest<unknown>, tried: ReadonlySet<number>) {
    const allowed = endpoints.filter((endpoint) => !endpoint.isBanned())
    const usable = allowed.filter((endpoint) => !endpoint.isSpent())
    if (usable.length === 0 && allowed.length > 0) throw new RpcBudgetSpentError({ callsMax: args.callsPerHourMax })
    if (only !== undefined) return usable.find(({ index }) => index === only)
    const others = usable.filter(({ index }) => index !== except)
    const candidates = others.length > 0 ? others : usable
    const untried = candidates.filter(({ index }) => !tried.has(index))
    return inOrder(untried.length > 0 ? untried : candidates, method)[0]
  }

  async function askOne<T>(endpoint: PoolEndpoint, wanted: RpcRequest<T>): Promise<Answer<T>> {
    const isPinned = wanted.endpoint !== undefined && endpoints.length > 1
    const limitMs = isPinned ? endpoint.patienceMs(wanted.method) : undefined
    if (!endpoint.isVerified()) await endpoint.verify({ isProbe: isPinned })
    return { value: await endpoint.send(wanted, limitMs), endpoint: endpoint.index }
  }

  /** Asks one endpoint, and a second one too if the first takes longer than usual. The first answer counts. */
  async function ask<T>(first: PoolEndpoint, wanted: RpcRequest<T>, tried: Set<number>): Promise<Answer<T>> {
    const answer = askOne(first, wanted)
    if (wanted.endpoint !== undefined) return answer
    if (await settlesWithin(answer, first.hedgeAfterMs(wanted.method))) return answer
    const second = endpoints.length > 1 ? pick(wanted, tried) : undefined
    const isUsable = second !== undefined && !tried.has(second.index) && second.waitMs(wanted.method) === 0
    if (!isUsable) return answer
    tried.add(second.index)
    let isFirstDone = false
    const setDone = () => {
      isFirstDone = true
    }
    answer.then(setDone, setDone)
    const hedge = askOne(second, wanted).then((value) => {
      if (!isFirstDone) first.suspect()
      return value
    })
    try {
      return await Promise.any([answer, hedge])
    } catch (error) {
      throw error instanceof AggregateError ? error.errors[0] : error
    }
  }

  async function request<T>(wanted: RpcRequest<T>): Promise<Answer<T>> {
    const tried = new Set<number>()
    let last: RpcRequestFailedError | undefined
    let attempts = 0
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      signal.throwIfAborted()
      const endpoint = pick(wanted, tried)
      if (endpoint === undefined) break
      const isRepeated = tried.has(endpoint.index)
      if (isRepeated && wanted.once === true) break
      if (isRepeated) await sleep(backoff(attempt), undefined, { signal })
      tried.add(endpoint.index)
      attempts = attempt
      try {
        return await ask(endpoint, wanted, tried)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof ChainIdMismatchError) {
          log.error({ err: error }, 'endpoint is banned')
          continue
        }
        if (!(error instanceof RpcRequestFailedError)) throw error
        log.debug({ method: wanted.method, endpoint: endpoint.index + 1, kind: error.kind }, error.message)
        if (error.kind === 'refused' && wanted.retryRefused === false) throw error
        last = error
        // Others can take over what this request belongs to, and sooner than this one comes back.
        if (error.failure.isTimeout && wanted.endpoint !== undefined && endpoints.length > 1) break
      }
    }
    throw new RpcExhaustedError({ method: wanted.method, attempts, last })
  }

  async function start(onWaiting?: (reason: string) => void): Promise<void> {
    for (let round = 1; ; round++) {
      const isProbe = round <= QUICK_STARTS
      const results = await Promise.allSettled(endpoints.map((endpoint) => endpoint.verify({ isProbe })))
      signal.throwIfAborted()
      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
      const mismatch = failures.find((reason) => reason instanceof ChainIdMismatchError)
      if (mismatch !== undefined) throw mismatch
      if (failures.length < endpoints.length) break
      const pause = pauseAfter(round)
      const [reason] = failures
      log.warn({ err: reason, pause }, 'no endpoint answers; trying again')
      onWaiting?.(reason instanceof RpcRequestFailedError ? reason.message : 'no endpoint answers')
      await sleep(pause, undefined, { signal })
    }
    for (const endpoint of endpoints) if (endpoint.isVerified()) endpoint.examine()
  }

  return {
    endpointCount: endpoints.length,
    start,
    request,
    order: (method) =>
      inOrder(
        endpoints.filter((endpoint) => !endpoint.isBanned()),
        method,
      ).map(({ index }) => index),
    rangeWidth: (index) => endpoints[index]?.width,
    setBehind: (index, behind) => endpoints[index]?.setBehind(behind) ?? false,
    distrust: (index) => endpoints[index]?.distrust(),
    status: () => endpoints.map((endpoint) => endpoint.status()),
  }
}

function backoff(attempt: number): number {
  const full = doubling(attempt - 1, { firstMs: BACKOFF_MS, mostMs: BACKOFF_MS_MAX })
  return full / 2 + (Math.random() * full) / 2
}
