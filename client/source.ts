import type { Hex } from '../shared/bytes.ts'
import { decodeEpochProof, EPOCH_PROOF_TEXT_MAX, type EpochProof } from '../shared/list/epochProof.ts'
import { type DecodedList, decodeList, LIST_COUNT_MAX, LIST_HEADER_BYTES, LIST_ROW_BYTES } from '../shared/list/wire.ts'
import { ServerTextInvalidError } from './errors.ts'
import { type Fetch, fetchBounded } from './fetchBounded.ts'

/** Some 10 kB: a server that takes longer is as good as none. */
const PROOF_TIMEOUT_MS = 10_000

/** Some 200 kB for a network of 2,000 nodes: time for it over a slow line. */
const LIST_TIMEOUT_MS = 30_000

/** A list that a decoder takes is never larger. */
const LIST_BYTES_MAX = LIST_HEADER_BYTES + LIST_COUNT_MAX * LIST_ROW_BYTES

/** One API server or mirror: nothing it says is believed. */
export type Source = {
  /** The URL's origin. */
  readonly name: string
  /** @throws EpochProofMalformedError, ServerTextInvalidError, and those of `fetchBounded` */
  latestProof(): Promise<EpochProof>
  /** Throws those of `decodeList` and `fetchBounded`. */
  list(root: Hex): Promise<DecodedList>
}

/** @param baseUrl an http(s) URL that the caller has checked; the artifacts lie below it. */
export function createSource(args: { baseUrl: string; fetch: Fetch }): Source {
  const base = args.baseUrl.replace(/\/+$/, '')
  const name = new URL(args.baseUrl).origin
  const get = (path: string, limits: { timeoutMs: number; bytesMax: number }) =>
    fetchBounded({ fetch: args.fetch, url: `${base}${path}`, server: name, ...limits })
  return {
    name,
    async latestProof() {
      const bytes = await get('/v1/epochs/latest', { timeoutMs: PROOF_TIMEOUT_MS, bytesMax: EPOCH_PROOF_TEXT_MAX })
      let text: string
      try {
        text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      } catch (cause) {
        throw new ServerTextInvalidError({ server: name, cause })
      }
      return decodeEpochProof(text)
    },
    async list(root) {
      return decodeList(await get(`/v1/lists/${root}`, { timeoutMs: LIST_TIMEOUT_MS, bytesMax: LIST_BYTES_MAX }))
    },
  }
}
