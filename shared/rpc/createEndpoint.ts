import { isObject } from '../isObject.ts'
import { mapBounded } from '../mapBounded.ts'
import { LEARNT_MS } from './createRangeWidth.ts'
import { RpcCallFailedError } from './errors.ts'
import { type FailureSigns, judgeFailure } from './judgeFailure.ts'
import { type Exchange, type ExchangeFailure, type Fetch, postJson } from './postJson.ts'

/** Calls of the same moment that travel in one body. Public endpoints take 100. Less is learnt. */
const BATCH_MAX = 100

/** Calls in flight at an endpoint that takes no batches: few enough for its rate limit. */
const SINGLES_IN_FLIGHT_MAX = 8

/** Bytes of one answer: 5,000 logs are about 8 MB. */
const BODY_BYTES_MAX = 10_485_760

/** An HTTP status that is not about the calls in a body: the same calls one by one would get it too. */
const NOT_ABOUT_THE_BODY: readonly number[] = [401, 403, 407, 429]

export type RpcCall = { readonly method: string; readonly params: readonly unknown[] }

/** One JSON-RPC endpoint. */
export type RpcEndpoint = {
  /** How errors and logs name it. */
  readonly origin: string
  /** Returns the result as it came. @throws RpcCallFailedError, and the signal's reason after it was aborted */
  request(call: RpcCall): Promise<unknown>
  /** Returns the most calls that travel in one body now. 1: none travel together. */
  batchMax(): number
  /** Sends each call alone for a day. For an endpoint that leaves batches without an answer. */
  avoidBatches(): void
}

export type EndpointOptions = {
  /** http or https. A user and a password in it are sent as basic authentication. */
  readonly url: string
  readonly fetch: Fetch
  readonly timeoutMs: number
  /** Ends all calls. */
  readonly signal?: AbortSignal
  /** Is told of each call that is sent, the second one of a refused batch included. */
  readonly onSent?: (method: string) => void
  /** Clock in milliseconds. */
  readonly nowMs?: () => number
}

type Pending = {
  readonly call: RpcCall
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Creates an endpoint. Calls of the same moment travel in one body. If the endpoint refuses one whose calls it answers
 * alone, the next ones are half as long for a day, in the end of one call each. One call alone is never sent as a batch.
 * Nothing is tried twice but the calls of a refused batch.
 */
export const createEndpoint = (options: EndpointOptions): RpcEndpoint => {
  const { fetch, timeoutMs, signal, onSent, nowMs = Date.now } = options
  const { url, origin, headers } = splitUrl(options.url)
  const batches = createBatchLimit(nowMs)
  /** Whether it has answered a call since it last refused the key. */
  let isServing = false
  let queue: Pending[] = []
  let nextId = 1

  const post = (body: unknown): Promise<Exchange | ExchangeFailure> =>
    postJson({ fetch, url, headers, body: JSON.stringify(body), timeoutMs, bytesMax: BODY_BYTES_MAX, signal })

  const fail = ({ call, reject }: Pending, signs: Omit<FailureSigns, 'method'>, cause?: unknown): void => {
    const failure = judgeFailure({ ...signs, ...call, isServing })
    if (failure.kind === 'authorisation') isServing = false
    reject(new RpcCallFailedError({ method: call.method, origin, failure, cause }))
  }

  const settle = (pending: Pending, { status, json }: Exchange): void => {
    const answer = isObject(json) ? json : {}
    const { error } = answer
    if (error !== undefined && error !== null) fail(pending, { ...signsOf(error), ...(isOk(status) ? {} : { status }) })
    else if (!isOk(status)) fail(pending, { status, words: '' })
    else if (answer['result'] === undefined) fail(pending, { words: 'its answer has neither a result nor an error' })
    else {
      isServing = true
      pending.resolve(answer['result'])
    }
  }

  const sendOne = async (pending: Pending): Promise<boolean> => {
    onSent?.(pending.call.method)
    const exchange = await post({ jsonrpc: '2.0', id: nextId++, ...pending.call })
    if ('json' in exchange) settle(pending, exchange)
    else fail(pending, exchange)
    return 'json' in exchange && isOk(exchange.status)
  }

  const sendSingly = (calls: readonly Pending[]): Promise<boolean[]> =>
    mapBounded(calls, sendOne, SINGLES_IN_FLIGHT_MAX)

  const sendBatch = async (batch: readonly Pending[]): Promise<void> => {
    const firstId = nextId
    nextId += batch.length
    for (const { call } of batch) onSent?.(call.method)
    const exchange = await post(batch.map(({ call }, index) => ({ jsonrpc: '2.0', id: firstId + index, ...call })))
    const answers = 'json' in exchange && isOk(exchange.status) ? byId(exchange.json) : undefined
    if (answers !== undefined) {
      batch.forEach((pending, index) => {
        settle(pending, { status: 200, json: answers.get(firstId + index) })
      })
      return
    }
    if (!mayDoBetterAlone(exchange)) {
      for (const pending of batch) fail(pending, failureOfBatch(exchange))
      return
    }
    // Sent alone, they show whether the batch was too much or one of its calls.
    const isRefusal = exchange.status !== undefined && exchange.status < 500
    const [first, ...others] = batch as readonly [Pending, ...Pending[]]
    const isFirstAnswered = await sendOne(first)
    if (!isFirstAnswered && !isRefusal) {
      for (const pending of others) fail(pending, failureOfBatch(exchange))
      return
    }
    const outcomes = await sendSingly(others)
    if (isFirstAnswered && outcomes.every((isAnswered) => isAnswered)) batches.refused(batch.length)
  }

  const flush = (): void => {
    const waiting = queue
    queue = []
    const batchMax = batches.max()
    const step = batchMax === 1 ? waiting.length : batchMax
    for (let start = 0; start < waiting.length; start += step) {
      const calls = waiting.slice(start, start + step)
      const sent = batchMax > 1 && calls.length > 1 ? sendBatch(calls) : sendSingly(calls)
      // Only the signal ends calls without an outcome.
      sent.catch((error: unknown) => {
        for (const { reject } of calls) reject(error)
      })
    }
  }

  return {
    origin,
    request: (call) =>
      new Promise((resolve, reject) => {
        queue.push({ call, resolve, reject })
        if (queue.length === 1) setTimeout(flush, 0)
      }),
    batchMax: batches.max,
    avoidBatches: () => batches.refused(1),
  }
}

/** Calls of one body, as learnt from refusals. Each refusal halves them, and after a day they are the most again. */
const createBatchLimit = (nowMs: () => number): { max(): number; refused(calls: number): void } => {
  let max = BATCH_MAX
  let learntAt = Number.NEGATIVE_INFINITY
  return {
    max() {
      if (nowMs() - learntAt > LEARNT_MS) max = BATCH_MAX
      return max
    },
    refused(calls) {
      max = Math.max(1, Math.min(max, Math.floor(calls / 2)))
      learntAt = nowMs()
    },
  }
}

const isOk = (status: number): boolean => status >= 200 && status < 300

/** Maps the answers of a batch by their ids. Undefined if this is not an answer to a batch. */
const byId = (json: unknown): ReadonlyMap<unknown, unknown> | undefined => {
  // A server that refuses the whole of a batch gives one error, some of them in an array.
  if (!Array.isArray(json) || (json.length === 1 && isObject(json[0]) && typeof json[0]['id'] !== 'number')) {
    return undefined
  }
  return new Map(json.map((answer: unknown) => [isObject(answer) ? answer['id'] : undefined, answer]))
}

/** Whether the endpoint is there, so that the calls of this body may do better alone. */
const mayDoBetterAlone = ({ status }: Exchange | ExchangeFailure): boolean =>
  status !== undefined && !NOT_ABOUT_THE_BODY.includes(status)

const failureOfBatch = (exchange: Exchange | ExchangeFailure): Omit<FailureSigns, 'method'> => {
  if (!('json' in exchange)) return exchange
  const [first] = Array.isArray(exchange.json) ? exchange.json : [exchange.json]
  return { status: exchange.status, ...signsOf(isObject(first) ? first['error'] : undefined) }
}

/** Reads words and code of a JSON-RPC error. Some endpoints give the reason in its data only. */
const signsOf = (error: unknown): { words: string; rpcCode?: number } => {
  if (!isObject(error)) return { words: typeof error === 'string' ? error : '' }
  const { code, message, data } = error
  const words = [message, data].filter((part) => part !== undefined && part !== null)
  return {
    words: words.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '),
    ...(typeof code === 'number' ? { rpcCode: code } : {}),
  }
}

/** Takes user and password out of a URL: `fetch` refuses URLs that hold them. */
const splitUrl = (text: string): { url: string; origin: string; headers: Record<string, string> } => {
  const url = new URL(text)
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (url.username !== '') {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers['authorization'] = `Basic ${btoa(credentials)}`
    url.username = ''
    url.password = ''
  }
  return { url: url.toString(), origin: url.origin, headers }
}
