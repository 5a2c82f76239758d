import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Hex } from '../../shared/bytes.ts'
import { VerifyParameterError } from '../../shared/list/errors.ts'
import { encodeExtensionBlock, namedDocuments } from '../../shared/list/extension/block.ts'
import { ExtensionDocumentMissingError } from '../../shared/list/extension/errors.ts'
import { type DecodedList, decodeList } from '../../shared/list/wire.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import { createContentCache } from '../cache/createContentCache.ts'
import { ExtensionBlockInvalidError, ExtensionBlockUnknownError, ExtensionDocumentsMissingError } from '../errors.ts'
import { type Artifact, sendArtifact } from '../http/artifact.ts'
import { compressArtifact } from '../http/compressArtifact.ts'
import { withinTime } from '../http/withinTime.ts'
import { EXTENSION_CACHE_BYTES_MAX, EXTENSION_LIST_CACHE_BYTES_MAX } from '../limits.ts'
import { readExtensions } from '../queries/readExtensions.ts'
import { readListBytes } from '../queries/readList.ts'
import { isListRecent } from '../queries/recentLists.ts'
import { IMMUTABLE, parseRoot } from './listRoot.ts'
import type { ServiceContext } from './serviceContext.ts'

const BLOCK = /^(?:0|[1-9]\d{0,9})$/

/** @throws ExtensionBlockInvalidError */
function parseBlock(text: string): number {
  if (!BLOCK.test(text) || Number(text) > UINT32_MAX) throw new ExtensionBlockInvalidError()
  return Number(text)
}

/** Returns the error that a caller sees. */
function toBlockError(error: unknown, root: string): unknown {
  if (error instanceof VerifyParameterError) return new ExtensionBlockUnknownError({ root })
  if (error instanceof ExtensionDocumentMissingError) return new ExtensionDocumentsMissingError({ cause: error })
  return error
}

/**
 * `/v1/extensions/{root}/{block}`: the extension documents of 64 leaves, of the lists of the last epochs. A block is made at
 * its first request and cached. Blocks without documents are served too, so that every client may ask for every block.
 */
export function registerExtensions(app: FastifyInstance, { database, gate, requestTimeMaxMs }: ServiceContext): void {
  const blocks = createContentCache<Artifact>({
    bytesMax: EXTENSION_CACHE_BYTES_MAX,
    sizeOf: ({ sizeBytes }) => sizeBytes,
  })
  const lists = createContentCache<DecodedList>({
    bytesMax: EXTENSION_LIST_CACHE_BYTES_MAX,
    sizeOf: ({ bytes }) => bytes.length,
  })

  async function loadList(root: Hex): Promise<DecodedList> {
    const bytes = parseRoot(root)
    const row = await database.run(async (sql) =>
      (await isListRecent(sql, { root: bytes })) ? readListBytes(sql, { root: bytes }) : undefined,
    )
    if (row === undefined) throw new ExtensionBlockUnknownError({ root })
    return decodeList(row.bytes)
  }

  async function load(root: Hex, block: number): Promise<Artifact> {
    const of = { list: await lists.get(root, () => loadList(root)), root, block }
    try {
      const hashes = namedDocuments(of).map(({ extensionHash }) => extensionHash)
      const documents = await database.run((sql) => readExtensions(sql, { hashes }))
      const bytes = encodeExtensionBlock(of, (hash) => documents.get(hash) ?? null)
      return await compressArtifact(Buffer.from(bytes), { contentType: 'application/vnd.muster.extensions.v1' })
    } catch (error) {
      throw toBlockError(error, root)
    }
  }

  app.get('/v1/extensions/:root/:block', async (request: FastifyRequest, reply) => {
    const { root, block: text } = request.params as { root: Hex; block: string }
    parseRoot(root)
    const block = parseBlock(text)
    const artifact = await withinTime(requestTimeMaxMs, () =>
      blocks.get(`${root}/${block}`, () => gate.run(() => load(root, block))),
    )
    return sendArtifact(request, reply, artifact, { cacheControl: IMMUTABLE, ranges: true })
  })
}
