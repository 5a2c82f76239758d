import { BaseError } from '../shared/errors/baseError.ts'
import {
  ServerBodyTooLargeError,
  ServerRedirectedError,
  ServerStatusError,
  ServerTimeoutError,
  ServerUnreachableError,
} from './errors.ts'
import { growTo } from './growTo.ts'

/** Statuses with which a server names another address for what was asked. */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/** The part of the standard `fetch` that is used; pass another to go through a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Called as a function of its own, since browsers refuse `fetch` as the method of another object. */
export const globalFetch: Fetch = (url, init) => globalThis.fetch(url, init)

export type BoundedRequest = {
  fetch: Fetch
  url: string
  init?: RequestInit
  /** How errors name the server: without path and query, which may hold a key. */
  server: string
  /** From the request to the last byte of the answer. */
  timeoutMs: number
  /** Bytes of body taken, after decompression. */
  bytesMax: number
}

/** Reads a body chunk by chunk, and stops the sender at the first byte too many. */
async function readBody(
  response: Response,
  request: BoundedRequest,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  // Not null but missing where a platform's `fetch` cannot stream: it has read all of the answer by now.
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
    // Bounded by bytesMax, since chunks that add nothing are bounded by the time limit.
    while (signal?.aborted !== true) {
      const { done, value } = await reader.read()
      if (done) break
      const end = length + value.length
      if (end > request.bytesMax) throw new ServerBodyTooLargeError(request)
      // Copied and let go: kept, a chunk of one byte would cost many times what it holds.
      body = growTo(body, end, request.bytesMax)
      body.set(value, length)
      length = end
    }
  } finally {
    // Ends the transfer when it was not read to its end; it is done with either way, so how that goes is of no matter.
    reader.cancel().catch(() => undefined)
  }
  return body.slice(0, length)
}

/**
 * Whether the server sends the client elsewhere. Browsers say so by the answer's type and hide the status; a `fetch` that
 * heeds no `redirect` has gone there already.
 */
const isRedirect = ({ type, status, redirected }: Response): boolean =>
  type === 'opaqueredirect' || redirected === true || REDIRECTS.includes(status)

async function ask(request: BoundedRequest, signal: AbortSignal | undefined): Promise<Uint8Array> {
  try {
    const response = await request.fetch(request.url, {
      ...request.init,
      ...(signal === undefined ? {} : { signal }),
      // A server learns of the client what it asks for, and nothing else.
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // A browser's cache would give a server its own tags back, by which it knows the client again, and would keep an
      // answer for as long as the server says.
      cache: 'no-store',
      // Followed, a redirect would let a server choose whom the client asks: one that is not public, one without TLS, or
      // a provider that has its own vote. Not 'error', which cannot be told apart from a server that is not there.
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
 * One HTTP request whose answer is bounded in time and size, whatever the server does.
 *
 * @returns the body of a 200 answer.
 * @throws ServerTimeoutError, ServerBodyTooLargeError, ServerStatusError, ServerRedirectedError, ServerUnreachableError
 */
export async function fetchBounded(request: BoundedRequest): Promise<Uint8Array> {
  const controller = typeof AbortController === 'undefined' ? undefined : new AbortController()
  // A platform without timers has no time limits either: those are then the business of its `fetch`.
  if (typeof setTimeout === 'undefined') return ask(request, controller?.signal)
  let timer: ReturnType<typeof setTimeout> | undefined
  // A race, so that the limit holds with a `fetch` that does not heed the signal, too.
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
