import type { FastifyInstance, FastifyRequest } from 'fastify'
import { encodeLeaf } from '../../shared/list/leaf.ts'
import { createLeafProofs, type LeafProofs } from '../../shared/list/leafProofs.ts'
import { decodeList } from '../../shared/list/wire.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import { createContentCache } from '../cache/createContentCache.ts'
import { LeafIndexInvalidError, LeafUnknownError } from '../errors.ts'
import { type Artifact, sendArtifact } from '../http/artifact.ts'
import { compressArtifact } from '../http/compressArtifact.ts'
import { withinTime } from '../http/withinTime.ts'
import { LEAF_CACHE_BYTES_MAX, LEAF_PROOFS_CACHE_BYTES_MAX } from '../limits.ts'
import { readListBytes } from '../queries/readList.ts'
import { isListRecent } from '../queries/recentLists.ts'
import { IMMUTABLE, parseRoot } from './listRoot.ts'
import type { ServiceContext } from './serviceContext.ts'

const LEAF_INDEX = /^(?:0|[1-9]\d{0,9})$/

/** @throws LeafIndexInvalidError */
function parseLeafIndex(text: string): number {
  if (!LEAF_INDEX.test(text) || Number(text) > UINT32_MAX) throw new LeafIndexInvalidError()
  return Number(text)
}

/**
 * `/v1/leaves/{root}/{leafIndex}`: one record with its siblings, of the lists of the last epochs. Each of those lists is
 * hashed once, when a record of it is first asked for.
 */
export function registerLeaves(app: FastifyInstance, { database, gate, requestTimeMaxMs }: ServiceContext): void {
  const leaves = createContentCache<Artifact>({ bytesMax: LEAF_CACHE_BYTES_MAX, sizeOf: ({ sizeBytes }) => sizeBytes })
  const proofs = createContentCache<LeafProofs>({
    bytesMax: LEAF_PROOFS_CACHE_BYTES_MAX,
    sizeOf: ({ sizeBytes }) => sizeBytes,
  })

  async function loadProofs(root: string): Promise<LeafProofs> {
    const bytes = parseRoot(root)
    const row = await database.run(async (sql) =>
      (await isListRecent(sql, { root: bytes })) ? readListBytes(sql, { root: bytes }) : undefined,
    )
    if (row === undefined) throw new LeafUnknownError({ root })
    return createLeafProofs(decodeList(row.bytes))
  }

  async function loadLeaf(root: string, leafIndex: number): Promise<Artifact> {
    const ofList = await proofs.get(root, () => gate.run(() => loadProofs(root)))
    const proof = ofList.proofOf(leafIndex)
    if (proof === null) throw new LeafUnknownError({ root })
    return compressArtifact(Buffer.from(encodeLeaf(proof)), { contentType: 'application/vnd.muster.leaf.v2' })
  }

  app.get('/v1/leaves/:root/:leafIndex', async (request: FastifyRequest, reply) => {
    const { root, leafIndex: text } = request.params as { root: string; leafIndex: string }
    parseRoot(root)
    const leafIndex = parseLeafIndex(text)
    const artifact = await withinTime(requestTimeMaxMs, () =>
      leaves.get(`${root}/${leafIndex}`, () => loadLeaf(root, leafIndex)),
    )
    return sendArtifact(request, reply, artifact, { cacheControl: IMMUTABLE, ranges: true })
  })
}
