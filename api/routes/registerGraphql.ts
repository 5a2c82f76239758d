import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createExactCache, type Loaded } from '../cache/createExactCache.ts'
import { NotAcceptableError } from '../errors.ts'
import { createGraphqlEngine, type GraphqlAnswer, type GraphqlRequest } from '../graphql/createGraphqlEngine.ts'
import { withinTime } from '../http/withinTime.ts'
import { ANSWER_CACHE_BYTES_MAX } from '../limits.ts'
import type { ServiceContext } from './serviceContext.ts'

const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'] as const

/** GET and POST /graphql. Answers without errors are kept by the exact cache. */
export function registerGraphql(app: FastifyInstance, context: ServiceContext): void {
  const { database, stateToken, gate, logger, requestTimeMaxMs } = context
  const engine = createGraphqlEngine({ database, logger })
  const cache = createExactCache<GraphqlAnswer>({ stateToken, bytesMax: ANSWER_CACHE_BYTES_MAX })

  async function load(request: GraphqlRequest): Promise<Loaded<GraphqlAnswer>> {
    const value = await withinTime(requestTimeMaxMs, (signal) => gate.run(() => engine.execute(request, { signal })))
    return { value, sizeBytes: value.bytes.length, keep: !value.hasErrors }
  }

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const graphql = toGraphqlRequest(request)
    const { method, mediaType, search, body } = graphql
    // Hashed, so that a key is short and variables are not kept.
    const key = hash('sha256', JSON.stringify([method, mediaType, search, body]), 'base64')
    const answer = await withinTime(requestTimeMaxMs, () => cache.get(key, () => load(graphql)))
    return reply
      .code(answer.status)
      .header('content-type', answer.contentType)
      .header('cache-control', 'no-store')
      .send(answer.bytes)
  }

  app.get('/graphql', handle)
  app.post('/graphql', handle)
}

function toGraphqlRequest(request: FastifyRequest): GraphqlRequest {
  const mediaType = pickMediaType(request.headers.accept)
  if (mediaType === undefined) throw new NotAcceptableError({ header: 'Accept', offered: MEDIA_TYPES })
  if (request.method === 'POST') {
    return { method: 'POST', search: '', body: typeof request.body === 'string' ? request.body : '', mediaType }
  }
  const start = request.url.indexOf('?')
  return { method: 'GET', search: start < 0 ? '' : request.url.slice(start + 1), body: '', mediaType }
}

/** The newer media type where it is asked for by name, else plain JSON where that is accepted. */
function pickMediaType(accept: string | undefined): GraphqlRequest['mediaType'] | undefined {
  if (accept === undefined) return 'application/json'
  const ranges = accept
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';', 1)[0]?.trim())
  if (ranges.includes('application/graphql-response+json')) return 'application/graphql-response+json'
  const json = ['application/json', 'application/*', '*/*', '']
  return ranges.some((range) => range !== undefined && json.includes(range)) ? 'application/json' : undefined
}
