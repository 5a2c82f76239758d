import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { createEndpoint, type RpcEndpoint } from '../../shared/rpc/createEndpoint.ts'
import { RpcAnswerInvalidError, RpcCallFailedError } from '../../shared/rpc/errors.ts'
import { judgeFailure } from '../../shared/rpc/judgeFailure.ts'
import { parseQuantity } from '../../shared/rpc/parse.ts'
import type { RangeFailure } from '../../shared/rpc/readLogRanges.ts'
import { ChainIdMismatchError, RpcExhaustedError, RpcRequestFailedError } from './errors.ts'

/** Longest wait for one HTTP answer. A wide range of logs takes seconds. */
const REQUEST_TIMEOUT_MS = 15_000
/** Attempts for one request, over all endpoints. The last one starts about three seconds after the first. */
const ATTEMPTS_MAX = 5
/** Pause before the second attempt. It doubles each time, and half of it is random, so that clients spread out. */
const BACKOFF_MS = 200
const BACKOFF_MS_MAX = 3_000
/** Cooldown of an endpoint that failed: others are asked before it. It doubles with each failure in a row. */
const COOLDOWN_MS = 500
const COOLDOWN_MS_MAX = 30_000

/** `endpoint`: index of the one that answered, in the order of the configured URLs. */
export type Answer<T> = { value: T; endpoint: number }

export type RpcRequest<T> = {
  method: string
  params: readonly unknown[]
  /** Checks the form of the answer. Its errors count as the endpoint's failure. */
  parse: (result: unknown) => T
  /** Asks this endpoint only, for answers that must fit together. */
  endpoint?: number | undefined
  /** Does not ask this one if there is another. */
  except?: number | undefined
  /** False: a `refused` failure is thrown at once, for a caller that then asks for less. Default true. */
  retryRefused?: boolean
  /** True: no endpoint is asked twice, for a caller that goes through them itself. Default false. */
  once?: boolean
}

export type EndpointStatus = {
  requests: number
  failures: number
  failuresInARow: number
  banned: boolean
  behind: boolean
}

/** JSON-RPC over several endpoints, with time limits, bounded retries with backoff and jitter, and failover by health. */
export type Rpc = {
  readonly endpointCount: number
  /**
   * Asks every endpoint for its chain id. Those that do not answer are asked again before their first use.
   *
   * @throws ChainIdMismatchError if one serves another chain
   * @throws RpcExhaustedError if none answers
   */
  start(): Promise<void>
  /** @throws RpcRequestFailedError, RpcExhaustedError */
  request<T>(request: RpcRequest<T>): Promise<Answer<T>>
  /** Returns the indexes of the endpoints that may be asked, in the order in which a request would ask them now. */
  order(): number[]
  /** Asks the others first as long as this one is behind them. */
  setBehind(endpoint: number, behind: boolean): void
  /** Asks the others first for a while, because this one contradicted them. */
  distrust(endpoint: number): void
  status(): EndpointStatus[]
}

type Endpoint = {
  index: number
  rpc: RpcEndpoint
  verified: boolean
  cooldownUntil: number
} & EndpointStatus

/** Creates the pool of endpoints. @param args.signal ends all requests and pauses when the indexer stops */
export function createRpc(args: {
  urls: readonly string[]
  chainId: bigint
  log: Logger
  signal: AbortSignal
  requestTimeoutMs?: number
}): Rpc {
  const { chainId, log, signal } = args
  const endpoints: Endpoint[] = args.urls.map((url, index) => {
    const timeoutMs = args.requestTimeoutMs ?? REQUEST_TIMEOUT_MS
    return {
      index,
      rpc: createEndpoint({ url, fetch: (to, init) => globalThis.fetch(to, init), timeoutMs, signal }),
      verified: false,
      cooldownUntil: 0,
      requests: 0,
      failures: 0,
      failuresInARow: 0,
      banned: false,
      behind: false,
    }
  })

  async function sendOnce<T>(endpoint: Endpoint, { method, params, parse }: RpcRequest<T>): Promise<T> {
    endpoint.requests++
    try {
      const value = parse(await endpoint.rpc.request({ method, params }))
      endpoint.failuresInARow = 0
      endpoint.cooldownUntil = 0
      return value
    } catch (error) {
      signal.throwIfAborted()
      endpoint.failures++
      endpoint.failuresInARow++
      const cooldown = Math.min(COOLDOWN_MS * 2 ** (endpoint.failuresInARow - 1), COOLDOWN_MS_MAX)
      endpoint.cooldownUntil = Date.now() + cooldown
      const failure = { ...failureOf(error, method), origin: endpoint.rpc.origin }
      throw new RpcRequestFailedError({ method, endpoint: endpoint.index, failure, cause: error })
    }
  }

  async function verify(endpoint: Endpoint): Promise<void> {
    const parse = (result: unknown) => parseQuantity(result, 'the chain id')
    const served = await sendOnce(endpoint, { method: 'eth_chainId', params: [], parse })
    endpoint.verified = served === chainId
    endpoint.banned = !endpoint.verified
    if (endpoint.banned)
      throw new ChainIdMismatchError({ endpoint: endpoint.index, chainId: served, expected: chainId })
  }

  /**
   * Sorts endpoints: healthy ones first, and those that are behind after the others, else in the order configured. Then
   * the others by the end of their cooldown.
   */
  function inOrder(some: readonly Endpoint[]): Endpoint[] {
    const now = Date.now()
    return [...some].sort(
      (a, b) =>
        Math.max(a.cooldownUntil - now, 0) - Math.max(b.cooldownUntil - now, 0) ||
        Number(a.behind) - Number(b.behind) ||
        a.index - b.index,
    )
  }

  function pick(request: RpcRequest<unknown>, tried: ReadonlySet<number>): Endpoint | undefined {
    const usable = endpoints.filter((endpoint) => !endpoint.banned)
    if (request.endpoint !== undefined) return usable.find(({ index }) => index === request.endpoint)
    const others = usable.filter(({ index }) => index !== request.except)
    const candidates = others.length > 0 ? others : usable
    const untried = candidates.filter(({ index }) => !tried.has(index))
    return inOrder(untried.length > 0 ? untried : candidates)[0]
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
        if (!endpoint.verified) await verify(endpoint)
        return { value: await sendOnce(endpoint, wanted), endpoint: endpoint.index }
      } catch (error) {
        if (error instanceof ChainIdMismatchError) {
          log.error({ err: error }, 'endpoint is banned')
          continue
        }
        if (!(error instanceof RpcRequestFailedError)) throw error
        log.debug({ method: wanted.method, endpoint: endpoint.index + 1, kind: error.kind }, error.message)
        if (error.kind === 'refused' && wanted.retryRefused === false) throw error
        last = error
      }
    }
    throw new RpcExhaustedError({ method: wanted.method, attempts, last })
  }

  return {
    endpointCount: endpoints.length,
    async start() {
      const results = await Promise.allSettled(endpoints.map(verify))
      signal.throwIfAborted()
      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
      const mismatch = failures.find((reason) => reason instanceof ChainIdMismatchError)
      if (mismatch !== undefined) throw mismatch
      const last = failures.find((reason) => reason instanceof RpcRequestFailedError)
      if (failures.length === endpoints.length)
        throw new RpcExhaustedError({ method: 'eth_chainId', attempts: 1, last })
    },
    request,
    order: () => inOrder(endpoints.filter(({ banned }) => !banned)).map(({ index }) => index),
    setBehind(index, behind) {
      const endpoint = endpoints[index]
      if (endpoint !== undefined) endpoint.behind = behind
    },
    distrust(index) {
      const endpoint = endpoints[index]
      if (endpoint === undefined) return
      endpoint.failures++
      endpoint.cooldownUntil = Date.now() + COOLDOWN_MS_MAX
    },
    status: () =>
      endpoints.map(({ requests, failures, failuresInARow, banned, behind }) => ({
        requests,
        failures,
        failuresInARow,
        banned,
        behind,
      })),
  }
}

/** What an error of one call means. Errors of `parse` count as the endpoint's failure. */
function failureOf(error: unknown, method: string): Omit<RangeFailure, 'origin'> {
  if (error instanceof RpcCallFailedError) return error.failure
  if (error instanceof RpcAnswerInvalidError) return { kind: 'refused', details: error.message, isTimeout: false }
  return judgeFailure({ method, words: error instanceof Error ? error.message : String(error) })
}

function backoff(attempt: number): number {
  const full = Math.min(BACKOFF_MS * 2 ** (attempt - 2), BACKOFF_MS_MAX)
  return full / 2 + (Math.random() * full) / 2
}
