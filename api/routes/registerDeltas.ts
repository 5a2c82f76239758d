import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Hex } from '../../shared/bytes.ts'
import { encodeDelta } from '../../shared/list/delta.ts'
import { diffLists } from '../../shared/list/diffLists.ts'
import { decodeList } from '../../shared/list/wire.ts'
import { createContentCache } from '../cache/createContentCache.ts'
import { DeltaUnknownError } from '../errors.ts'
import { type Artifact, sendArtifact } from '../http/artifact.ts'
import { compressArtifact } from '../http/compressArtifact.ts'
import { withinTime } from '../http/withinTime.ts'
import { DELTA_CACHE_BYTES_MAX } from '../limits.ts'
import { readListBytes } from '../queries/readList.ts'
import { isDeltaServed } from '../queries/recentLists.ts'
import { IMMUTABLE, parseRoot } from './listRoot.ts'
import type { ServiceContext } from './serviceContext.ts'

/**
 * `/v1/lists/{from}/{to}`: the changes between two lists. A delta is made at its first request and cached: an epoch has
 * DELTA_EPOCHS_MAX + 1 pairs of lists, and clients ask for few of them. Negative results are cached too, so repeated requests
 * do not recompute them.
 */
export function registerDeltas(app: FastifyInstance, { database, gate, requestTimeMaxMs }: ServiceContext): void {
  const deltas = createContentCache<Artifact | 'useless'>({
    bytesMax: DELTA_CACHE_BYTES_MAX,
    sizeOf: (delta) => (delta === 'useless' ? 0 : delta.sizeBytes),
  })

  /** @throws DeltaUnknownError where none is served between the two now, though it may be at another time */
  async function load(from: Hex, to: Hex): Promise<Artifact | 'useless'> {
    const [fromRoot, toRoot] = [parseRoot(from), parseRoot(to)]
    const [before, after] = await database.run(async (sql) => {
      if (!(await isDeltaServed(sql, { from: fromRoot, to: toRoot }))) return []
      return [await readListBytes(sql, { root: fromRoot }), await readListBytes(sql, { root: toRoot })]
    })
    if (before === undefined || after === undefined || from === to) throw new DeltaUnknownError({ from, to })
    // The tree never shrinks: where it has fewer levels, the roots are of another order.
    if (after.depth < before.depth) return 'useless'
    const changes = diffLists(decodeList(before.bytes), decodeList(after.bytes))
    const delta = encodeDelta({ from, to, depth: after.depth, changes })
    if (delta.length >= after.bytes.length) return 'useless'
    return compressArtifact(Buffer.from(delta), { contentType: 'application/vnd.muster.delta.v2' })
  }

  app.get('/v1/lists/:from/:to', async (request: FastifyRequest, reply) => {
    const { from, to } = request.params as { from: Hex; to: Hex }
    parseRoot(from)
    parseRoot(to)
    const artifact = await withinTime(requestTimeMaxMs, () =>
      deltas.get(`${from}/${to}`, () => gate.run(() => load(from, to))),
    )
    if (artifact === 'useless') throw new DeltaUnknownError({ from, to })
    return sendArtifact(request, reply, artifact, { cacheControl: IMMUTABLE, ranges: true })
  })
}
