import { DELTA_HEADER_BYTES, DELTA_ROW_BYTES_MAX, decodeDelta } from '../../shared/list/delta.ts'
import { decodeEpochProof, EPOCH_PROOF_TEXT_MAX, type EpochProof } from '../../shared/list/epochProof.ts'
import { EXTENSION_BLOCK_BYTES_MAX } from '../../shared/list/extension/block.ts'
import { decodeLeaf, LEAF_PROOF_BYTES_MAX } from '../../shared/list/leaf.ts'
import { decodeList, LIST_HEADER_BYTES, LIST_ROW_BYTES, type ListLimits } from '../../shared/list/wire.ts'
import { ServerStatusError } from './errors.ts'
import { type Fetch, fetchBounded } from './fetchBounded.ts'
import { originOf } from './originOf.ts'
import { parseText } from './parseText.ts'
import type { RecordSource } from './source.ts'

/** Time for some 10 kB. A slower server is as good as none. */
const SMALL_TIMEOUT_MS = 10_000

/** Time for a list or a block of documents over a slow line: some 200 kB for a network of 2,000 nodes. */
const LIST_TIMEOUT_MS = 30_000

/** Returns the answer, or `null` if the server answered with a status other than 200. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ServerStatusError) return null
    throw error
  }
}

/**
 * Makes a source of one API server or mirror.
 *
 * @param args.baseUrl an http(s) URL that the caller has checked; the artifacts lie below it
 * @param args.limits largest list taken; bytes beyond it are not read
 */
export function createSource(args: { baseUrl: string; fetch: Fetch; limits: Required<ListLimits> }): RecordSource {
  const { limits } = args
  const base = args.baseUrl.replace(/\/+$/, '')
  const name = originOf(args.baseUrl) ?? 'a source'
  const listBytesMax = LIST_HEADER_BYTES + limits.countMax * LIST_ROW_BYTES
  const deltaBytesMax = DELTA_HEADER_BYTES + limits.countMax * DELTA_ROW_BYTES_MAX
  const get = (path: string, bounds: { timeoutMs: number; bytesMax: number }) =>
    fetchBounded({ fetch: args.fetch, url: `${base}${path}`, server: name, ...bounds })

  async function proof(epoch: bigint | 'latest'): Promise<EpochProof> {
    const bytes = await get(`/v1/epochs/${epoch}`, { timeoutMs: SMALL_TIMEOUT_MS, bytesMax: EPOCH_PROOF_TEXT_MAX })
    return decodeEpochProof(parseText(name, bytes))
  }

  return {
    name,
    latestProof: () => proof('latest'),
    epochProof: (epoch) => unlessRefused(proof(epoch)),
    async list(root) {
      return decodeList(await get(`/v1/lists/${root}`, { timeoutMs: LIST_TIMEOUT_MS, bytesMax: listBytesMax }), limits)
    },
    async delta(from, to) {
      const path = `/v1/lists/${from}/${to}`
      const bytes = await unlessRefused(get(path, { timeoutMs: LIST_TIMEOUT_MS, bytesMax: deltaBytesMax }))
      return bytes === null ? null : decodeDelta(bytes, limits)
    },
    async leaf(root, leafIndex) {
      const path = `/v1/leaves/${root}/${leafIndex}`
      return decodeLeaf(await get(path, { timeoutMs: SMALL_TIMEOUT_MS, bytesMax: LEAF_PROOF_BYTES_MAX }))
    },
    extensionBlock: (root, block) =>
      get(`/v1/extensions/${root}/${block}`, { timeoutMs: LIST_TIMEOUT_MS, bytesMax: EXTENSION_BLOCK_BYTES_MAX }),
  }
}
