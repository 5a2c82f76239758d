import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { bytesToHex } from '../../shared/bytes.ts'
import { decodeList, encodeList, type ListRow } from '../../shared/list/wire.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import { recordOfServiceNode } from '../project/leafOfServiceNode.ts'
import type { ListArtifact } from '../store/lists.ts'
import type { ChainSettings } from '../sync/types.ts'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/**
 * The list on the wire with its compressed forms, made once: the slowest settings cost a second for thousands of nodes
 * and save bytes for every client.
 *
 * @param args.nodes the ACTIVE ones, by leaf index; not empty
 * @returns `root` is computed from the bytes themselves, as a client would
 */
export async function makeList(
  settings: ChainSettings,
  args: { nodes: readonly ServiceNode[]; depth: number },
): Promise<ListArtifact> {
  const rows: ListRow[] = args.nodes.flatMap((node) => {
    const record = recordOfServiceNode(node)
    return record === null || node.leafIndex === null ? [] : [{ leafIndex: node.leafIndex, record }]
  })
  const { chainId, registry } = settings
  const bytes = encodeList({ chainId, registry, depth: args.depth, rows })
  const root = bytesToHex(decodeList(bytes).root())
  const [brotli, gzipped] = await Promise.all([
    compressBrotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    compressGzip(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ])
  return { root, depth: args.depth, count: rows.length, bytes, brotli, gzip: gzipped }
}
