import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createContentCache } from '../cache/createContentCache.ts'
import { ListUnknownError } from '../errors.ts'
import { type Artifact, createArtifact, sendArtifact } from '../http/artifact.ts'
import { withinTime } from '../http/withinTime.ts'
import { LIST_CACHE_BYTES_MAX } from '../limits.ts'
import { readList } from '../queries/readList.ts'
import { IMMUTABLE, parseRoot } from './listRoot.ts'
import type { ServiceContext } from './serviceContext.ts'

/** `/v1/lists/{root}`: lists as the indexer made and compressed them. */
export function registerLists(app: FastifyInstance, { database, gate, requestTimeMaxMs }: ServiceContext): void {
  // Content-addressed: what a root names never changes, so nothing here ever has to be asked for again.
  const lists = createContentCache<Artifact>({ bytesMax: LIST_CACHE_BYTES_MAX, sizeOf: ({ sizeBytes }) => sizeBytes })

  async function load(root: string, bytes: Buffer): Promise<Artifact> {
    const row = await gate.run(() => database.run((sql) => readList(sql, { root: bytes })))
    if (row === undefined) throw new ListUnknownError({ root })
    return createArtifact(
      { identity: row.bytes, br: row.brotli, gzip: row.gzip },
      { contentType: 'application/vnd.muster.list.v2' },
    )
  }

  app.get('/v1/lists/:root', (request: FastifyRequest, reply) => {
    const { root } = request.params as { root: string }
    const held = lists.held(root)
    if (held !== undefined) return sendArtifact(request, reply, held, { cacheControl: IMMUTABLE, ranges: true })
    const bytes = parseRoot(root)
    return withinTime(requestTimeMaxMs, () => lists.get(root, () => load(root, bytes))).then((artifact) =>
      sendArtifact(request, reply, artifact, { cacheControl: IMMUTABLE, ranges: true }),
    )
  })
}
