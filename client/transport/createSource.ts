import type { Hex } from '../shared/bytes.ts'
import { DELTA_HEADER_BYTES, DELTA_ROW_BYTES_MAX, decodeDelta, type ListDelta } from '../shared/list/delta.ts'
import { decodeEpochProof, EPOCH_PROOF_TEXT_MAX, type EpochProof } from '../shared/list/epochProof.ts'
import { decodeLeaf, LEAF_PROOF_BYTES_MAX, type LeafProof } from '../shared/list/leaf.ts'
import {
  type DecodedList,
  decodeList,
  LIST_HEADER_BYTES,
  LIST_ROW_BYTES,
  type ListLimits,
} from '../shared/list/wire.ts'
import { decodeUtf8 } from '../shared/utf8.ts'
import { ServerStatusError, ServerTextInvalidError } from './errors.ts'
import { type Fetch, fetchBounded } from './fetchBounded.ts'
import { originOf } from './originOf.ts'

/** Some 10 kB, or less: a server that takes longer is as good as none. */
const SMALL_TIMEOUT_MS = 10_000

/** Some 200 kB for a network of 2,000 nodes: time for it over a slow line. */
const LIST_TIMEOUT_MS = 30_000

/** One API server, mirror or bundle: nothing it says is believed. */
export type Source = {
  /** The URL's origin, or what else it is. */
  readonly name: string
  /** @throws EpochProofMalformedError, ServerTextInvalidError, and those of `fetchBounded` */
  latestProof(): Promise<EpochProof>
  /** The proof of one epoch; `null` where the source says it has none. Throws as `latestProof`. */
  epochProof(epoch: bigint): Promise<EpochProof | null>
  /** Throws those of `decodeList` and `fetchBounded`. */
  list(root: Hex): Promise<DecodedList>
  /** What changed between two lists; `null` where the source says it has no such delta. Throws as `decodeDelta`. */
  delta(from: Hex, to: Hex): Promise<ListDelta | null>
}

/** A source that also gives single records. */
export type RecordSource = Source & {
  /** Throws those of `decodeLeaf` and `fetchBounded`. */
  leaf(root: Hex, leafIndex: number): Promise<LeafProof>
}

/** The answer, or `null` where the server says in its own way that it has none: any status but 200. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ServerStatusError) return null
    throw error
  }
}

/**
 * @param args.baseUrl an http(s) URL that the caller has checked; the artifacts lie below it.
 * @param args.limits of the lists that are taken; bytes beyond them are not even read.
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
    let text: string
    try {
      text = decodeUtf8(bytes)
    } catch (cause) {
      throw new ServerTextInvalidError({ server: name, cause })
    }
    return decodeEpochProof(text)
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
  }
}
