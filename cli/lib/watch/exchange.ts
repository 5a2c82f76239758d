import type { Fetch } from '../../../client/index.ts'

/** A request and the part of its answer that was read. */
export type Exchange = {
  /** Origin of the server. The rest of a URL may hold a key and is not kept. */
  readonly party: string
  /** Path of the artifact; empty for a question to an RPC endpoint. */
  readonly path: string
  /** Text that was sent; empty if none was. */
  readonly request: string
  /** Time of the request in ISO 8601, by this machine's clock. */
  readonly at: string
  /** HTTP status; 0 if there was no answer. */
  readonly status: number
  /** The body was read to its end. */
  readonly isComplete: boolean
  /** Body as served, after decompression. */
  readonly body: Uint8Array
}

type Question = Pick<Exchange, 'party' | 'path' | 'request'>

/** Bytes of bodies kept of one round: sixteen sources with the largest list, twice. Further bytes are not kept. */
const RECORDED_BYTES_MAX = 67_108_864

/** Name of an exchange: server and path for an artifact, server and text for a question. */
const questionOf = (url: string, init: RequestInit): Question => {
  const { origin } = new URL(url)
  if (init.method === 'POST') return { party: origin, path: '', request: String(init.body) }
  const at = url.lastIndexOf('/v1/')
  return { party: origin, path: at < 0 ? '' : url.slice(at), request: '' }
}

/** Passes a body on chunk by chunk and keeps a copy. */
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

/** Makes a `fetch` that records its requests and answers. */
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

/** A body that breaks off at its recorded end. */
const cutOff = (body: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(body)
    },
    pull: (controller) => controller.error(new Error('the answer broke off here')),
  })

/** Makes a `fetch` that gives the recorded answers again. Those of one question keep their order. */
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
