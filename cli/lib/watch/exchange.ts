import type { Fetch } from '../../../client/index.ts'

/** A request and what came back, as much of it as was read. */
export type Exchange = {
  /** Origin of the server; the rest of an endpoint's URL may hold a key and is not kept. */
  readonly party: string
  /** Path of the artifact that was asked for; empty for a question to an RPC endpoint. */
  readonly path: string
  /** Text that was sent; empty where nothing was. */
  readonly request: string
  /** When it was asked: ISO 8601, by this machine's clock. */
  readonly at: string
  /** HTTP status; 0 where there was no answer at all. */
  readonly status: number
  /** Whether the body came to its end. */
  readonly isComplete: boolean
  /** Body as served, after decompression. */
  readonly body: Uint8Array
}

type Question = Pick<Exchange, 'party' | 'path' | 'request'>

/** Bodies kept of one round: sixteen sources with the largest list taken, twice over. What comes after is not kept. */
const RECORDED_BYTES_MAX = 67_108_864

/** How an exchange is named: artifacts by server and path, whatever lies between; questions by server. */
const questionOf = (url: string, init: RequestInit): Question => {
  const { origin } = new URL(url)
  if (init.method === 'POST') return { party: origin, path: '', request: String(init.body) }
  const at = url.lastIndexOf('/v1/')
  return { party: origin, path: at < 0 ? '' : url.slice(at), request: '' }
}

/** Hands a body on chunk by chunk and keeps a copy. */
const copied = (body: ReadableStream<Uint8Array>, keep: { chunk(bytes: Uint8Array): void; end(): void }) =>
  body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        keep.chunk(chunk)
        controller.enqueue(chunk)
      },
      flush: () => keep.end(),
    }),
  )

/** A `fetch` that keeps all that is asked and answered through it. */
export const recordExchanges = (fetch: Fetch): { readonly fetch: Fetch; readonly exchanges: () => Exchange[] } => {
  const kept: (Omit<Exchange, 'body'> & { chunks: Uint8Array[] })[] = []
  let bytes = 0
  return {
    fetch: async (url, init) => {
      const at = new Date().toISOString()
      const exchange = { ...questionOf(url, init), at, status: 0, isComplete: false, chunks: [] as Uint8Array[] }
      kept.push(exchange)
      const response = await fetch(url, init)
      exchange.status = response.status
      if (response.body === null) {
        exchange.isComplete = true
        return response
      }
      const body = copied(response.body, {
        chunk: (chunk) => {
          bytes += chunk.length
          if (bytes <= RECORDED_BYTES_MAX) exchange.chunks.push(chunk.slice())
        },
        end: () => {
          exchange.isComplete = bytes <= RECORDED_BYTES_MAX
        },
      })
      return new Response(body, { status: response.status, headers: response.headers })
    },
    exchanges: () => kept.map(({ chunks, ...exchange }) => ({ ...exchange, body: Buffer.concat(chunks) })),
  }
}

const nameOf = ({ party, path, request }: Question): string => `${party}\n${path}\n${request}`

/** A body that breaks off, as it did. */
const cutOff = (body: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(body)
    },
    pull: (controller) => controller.error(new Error('the answer broke off here')),
  })

/** A `fetch` that gives the recorded answers once more, each question's in the order in which they came. */
export const replayExchanges = (exchanges: readonly Exchange[]): Fetch => {
  const waiting = Map.groupBy(exchanges, nameOf)
  return async (url, init) => {
    const found = waiting.get(nameOf(questionOf(url, init)))?.shift()
    if (found === undefined || found.status === 0) throw new Error('no answer to this was recorded')
    const body = found.isComplete ? Uint8Array.from(found.body) : cutOff(found.body)
    const isEmpty = found.body.length === 0 && found.isComplete
    return new Response(isEmpty ? null : body, { status: found.status })
  }
}
