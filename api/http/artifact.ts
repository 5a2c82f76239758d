import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotAcceptableError } from '../errors.ts'
import { matchesEtag } from './matchesEtag.ts'
import { ENCODINGS, type Encoding, negotiateEncoding } from './negotiateEncoding.ts'
import { parseRange } from './parseRange.ts'

/** Bytes of one encoding with their strong ETag. */
export type Variant = { bytes: Buffer; etag: string }

/** The same content in every encoding served. Made once, sent many times. */
export type Artifact = { variants: Readonly<Record<Encoding, Variant>>; contentType: string; sizeBytes: number }

/** Bytes of an ETag's digest: 128 bits leave no chance of two byte strings with one tag. */
const ETAG_BYTES = 16

/** Puts the encodings of one content together. The tag is made of the encoded bytes, so it is strong by construction. */
export function createArtifact(
  encoded: Readonly<Record<Encoding, Buffer>>,
  { contentType }: { contentType: string },
): Artifact {
  const variant = (bytes: Buffer): Variant => ({
    bytes,
    etag: `"${createHash('sha256').update(bytes).digest().subarray(0, ETAG_BYTES).toString('base64url')}"`,
  })
  return {
    variants: { br: variant(encoded.br), gzip: variant(encoded.gzip), identity: variant(encoded.identity) },
    contentType,
    sizeBytes: encoded.br.length + encoded.gzip.length + encoded.identity.length,
  }
}

/**
 * Answers with the encoding the client likes best, or 304, or one range where that is allowed and the bytes are plain.
 *
 * @throws NotAcceptableError, RangeNotSatisfiableError
 */
export function sendArtifact(
  request: FastifyRequest,
  reply: FastifyReply,
  artifact: Artifact,
  { cacheControl, ranges }: { cacheControl: string; ranges: boolean },
): FastifyReply {
  const { headers } = request
  const encoding = negotiateEncoding(headers['accept-encoding'] as string | undefined)
  reply.header('vary', 'Accept-Encoding')
  if (encoding === undefined) throw new NotAcceptableError({ header: 'Accept-Encoding', offered: ENCODINGS })
  const { bytes, etag } = artifact.variants[encoding]
  reply.header('cache-control', cacheControl).header('etag', etag)
  if (matchesEtag(headers['if-none-match'], etag)) return reply.code(304).send()

  reply.header('content-type', artifact.contentType)
  if (encoding !== 'identity') return reply.header('content-encoding', encoding).send(bytes)
  if (!ranges) return reply.send(bytes)
  reply.header('accept-ranges', 'bytes')
  // If-Range with anything but this very tag, a date included, means: the whole, please.
  const mayRange = headers['if-range'] === undefined || headers['if-range'] === etag
  const range = mayRange && request.method === 'GET' ? parseRange(headers.range, bytes.length) : undefined
  if (range === undefined) return reply.send(bytes)
  return reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${bytes.length}`)
    .send(bytes.subarray(range.start, range.end + 1))
}
