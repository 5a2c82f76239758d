import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type Artifact, createArtifact } from './artifact.ts'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** Proofs and deltas are some 10 kB: a middle brotli level takes a millisecond and loses little. */
const BROTLI_QUALITY = 6

/** The artifact of bytes that the indexer did not compress. */
export async function compressArtifact(identity: Buffer, options: { contentType: string }): Promise<Artifact> {
  const [br, gzipped] = await Promise.all([
    brotliAsync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    gzipAsync(identity),
  ])
  return createArtifact({ identity, br, gzip: gzipped }, options)
}
