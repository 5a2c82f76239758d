import { BaseError } from '../../shared/errors/baseError.ts'
import {
  ServerBodyTooLargeError,
  ServerRedirectedError,
  ServerStatusError,
  ServerTimeoutError,
  ServerUnreachableError,
} from './errors.ts'
import { growTo } from './growTo.ts'

/** Statuses that redirect to another address. */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/** The part of the standard `fetch` that the client uses. Pass another one to go through a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Calls the global `fetch` as a function, because browsers refuse it as a method of another object. */
export const globalFetch: Fetch = (url, init) => globalThis.fetch(url, init)

export type BoundedRequest = {
  fetch: Fetch
  url: string
  init?: RequestInit
  /** Name of the server in errors, without path and query: those may hold a key. */
  server: string
  /** Milliseconds from the request to the last byte of the answer. */
  timeoutMs: number
  /** Largest body taken, in bytes after decompression. */
  bytesMax: number
}

/** Reads a body chunk by chunk. Stops the transfer at the first byte over the limit. */
async function readBody(
  response: Response,
  request: BoundedRequest,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  // Missing, not null, if the platform's `fetch` cannot stream. It has read the whole answer by now.
  if (response.body === undefined) {
    const whole = new Uint8Array(await (response as Response).arrayBuffer())
    if (whole.length > request.bytesMax) throw new ServerBodyTooLargeError(request)
    return whole
  }
  const reader = response.body?.getReader()
  if (reader === undefined) return new Uint8Array(0)
  let body = new Uint8Array(0)
  let length = 0
  try {
    // Bounded by bytesMax. Empty chunks are bounded by the time limit.
    while (signal?.aborted !== true) {
      const { done, value } = await reader.read()
      if (done) break
      const end = length + value.length
      if (end > request.bytesMax) throw new ServerBodyTooLargeError(request)
      // Copied and released: a kept chunk of one byte would cost many times its content.
      body = growTo(body, end, request.bytesMax)
      body.set(value, length)
      length = end
    }
  } finally {
    // Ends a transfer that was not read to its end. A failure to do so has no effect on the answer.
    reader.cancel().catch(() => undefined)
  }
  return body.slice(0, length)
}

/**
 * Returns whether an answer is a redirect. Browsers show it in the answer's type and hide the status. A `fetch` that ignores
 * `redirect: 'manual'` shows it in `redirected`.
 */
const isRedirect = ({ type, status, redirected }: Response): boolean =>
  type === 'opaqueredirect' || redirected === true || REDIRECTS.includes(status)

async function ask(request: BoundedRequest, signal: AbortSignal | undefined): Promise<Uint8Array> {
  try {
    const response = await request.fetch(request.url, {
      ...request.init,
      ...(signal === undefined ? {} : { signal }),
      // The server must learn only the request about the client.
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // A browser's cache would send a server its own tags back, which identify the client. It would also keep an answer
      // as long as the server says.
      cache: 'no-store',
      // A followed redirect would let a server choose the next server. That one may be inside the client's network, lack
      // TLS, or be a provider that has its own vote. The mode 'error' would look like an unreachable server.
      redirect: 'manual',
    })
    if (isRedirect(response)) {
      response.body?.cancel().catch(() => undefined)
      throw new ServerRedirectedError({ server: request.server, location: response.headers?.get('location') ?? null })
    }
    if (response.status !== 200) {
      response.body?.cancel().catch(() => undefined)
      throw new ServerStatusError({ server: request.server, status: response.status })
    }
    return await readBody(response, request, signal)
  } catch (cause) {
    if (cause instanceof BaseError) throw cause
    throw new ServerUnreachableError({ server: request.server, cause })
  }
}

/**
 * Sends one HTTP request. Time and size of the answer are bounded, however the server behaves.
 *
 * @returns the body of a 200 answer
 * @throws ServerTimeoutError, ServerBodyTooLargeError, ServerStatusError, ServerRedirectedError, ServerUnreachableError
 */
export async function fetchBounded(request: BoundedRequest): Promise<Uint8Array> {
  const controller = typeof AbortController === 'undefined' ? undefined : new AbortController()
  // A platform without timers has no time limits: its `fetch` must end by itself.
  if (typeof setTimeout === 'undefined') return ask(request, controller?.signal)
  let timer: ReturnType<typeof setTimeout> | undefined
  // A race, so that the limit also holds if `fetch` ignores the signal.
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ServerTimeoutError(request))
      controller?.abort()
    }, request.timeoutMs)
  })
  try {
    return await Promise.race([ask(request, controller?.signal), limit])
  } finally {
    clearTimeout(timer)
  }
}
