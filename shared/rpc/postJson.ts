/** The part of the standard `fetch` that is used. Pass another to go through a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Signs of a failed HTTP exchange, for `judgeFailure`. */
export type ExchangeFailure = {
  readonly status?: number
  readonly words: string
  readonly isConnection?: boolean
  readonly isTimeout?: boolean
}

/** An HTTP answer: its status, and its body as JSON. */
export type Exchange = { readonly status: number; readonly json: unknown }

export type PostOptions = {
  readonly fetch: Fetch
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** From the request to the last byte of the answer. */
  readonly timeoutMs: number
  /** Bytes of the answer, after decompression. */
  readonly bytesMax: number
  /** Ends the exchange. The returned promise then rejects with the signal's reason. */
  readonly signal: AbortSignal | undefined
}

/** Longest part of an answer that is shown if it is not JSON. */
const EXCERPT_LENGTH_MAX = 200

/**
 * Posts one body and reads the answer, bounded in time and size.
 *
 * @returns the answer, or the signs of the failure if there is no answer in JSON
 */
export const postJson = async (options: PostOptions): Promise<Exchange | ExchangeFailure> => {
  const { fetch, url, headers, body, signal } = options
  signal?.throwIfAborted()
  const controller = new AbortController()
  let isTimeout = false
  const timer = setTimeout(() => {
    isTimeout = true
    controller.abort()
  }, options.timeoutMs)
  const stop = (): void => controller.abort()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: controller.signal })
    const text = await readBoundedText(response, options.bytesMax)
    const { status } = response
    if (text === undefined) {
      return { status, words: `the body of its answer is too large (over ${options.bytesMax} bytes)` }
    }
    try {
      return { status, json: JSON.parse(text) as unknown }
    } catch {
      return { status, words: response.ok ? 'its answer is not JSON' : text.slice(0, EXCERPT_LENGTH_MAX) }
    }
  } catch (error) {
    signal?.throwIfAborted()
    return { isTimeout, isConnection: !isTimeout, words: wordsOf(error) }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

/** Reads the text of a body. Undefined if it has too many bytes. */
export const readBoundedText = async (response: Response, bytesMax: number): Promise<string | undefined> => {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  try {
    // Bounded by `bytesMax` and by the time limit, which makes `read` reject.
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      bytes += value.length
      if (bytes > bytesMax) return undefined
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    // Ends the transfer if it was not read to its end.
    reader.cancel().catch(() => undefined)
  }
}

/** `fetch` says "fetch failed"; its cause says why. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}
