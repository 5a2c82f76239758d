import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createByteLru } from '../cache/createByteLru.ts'
import { createExactCache } from '../cache/createExactCache.ts'
import { EpochInvalidError, EpochUnknownError, ListRootInvalidError, ListUnknownError } from '../errors.ts'
import { type Artifact, createArtifact, sendArtifact } from '../http/artifact.ts'
import { withinTime } from '../http/withinTime.ts'
import {
  ANSWER_CACHE_BYTES_MAX,
  EPOCH_LATEST_MAX_AGE_SECONDS,
  EPOCH_MAX_AGE_SECONDS,
  LIST_CACHE_BYTES_MAX,
  LIST_MAX_AGE_SECONDS,
} from '../limits.ts'
import { readEpoch, readLatestEpochNumber } from '../queries/epoch.ts'
import { readList } from '../queries/readList.ts'
import type { ServiceContext } from './serviceContext.ts'

const ROOT = /^0x[0-9a-f]{64}$/
const EPOCH = /^(?:0|[1-9]\d{0,17})$/

/** What is known of an epoch: its proof in every encoding, or why there is none. */
type EpochAnswer =
  | { kind: 'published'; artifact: Artifact }
  | { kind: 'missed'; number: bigint; reason: string }
  | { kind: 'unknown' }

/** GET and HEAD of the artifacts that prove themselves: epoch proofs and lists. */
export function registerArtifacts(app: FastifyInstance, context: ServiceContext): void {
  registerLists(app, context)
  registerEpochs(app, context)
}

function registerLists(app: FastifyInstance, { sql, gate, requestTimeMaxMs }: ServiceContext): void {
  // Content-addressed: what a root names never changes, so nothing here ever has to be asked for again.
  const lists = createByteLru<Artifact>({ bytesMax: LIST_CACHE_BYTES_MAX })
  const loading = new Map<string, Promise<Artifact>>()

  function load(root: string): Promise<Artifact> {
    const shared = loading.get(root)
    if (shared !== undefined) return shared
    const promise = gate
      .run(() => readList(sql, { root: Buffer.from(root.slice(2), 'hex') }))
      .then((row) => {
        if (row === undefined) throw new ListUnknownError({ root })
        const artifact = createArtifact(
          { identity: row.bytes, br: row.brotli, gzip: row.gzip },
          { contentType: 'application/vnd.muster.list.v1' },
        )
        lists.set(root, artifact, artifact.sizeBytes)
        return artifact
      })
      .finally(() => loading.delete(root))
    loading.set(root, promise)
    return promise
  }

  const cacheControl = `public, max-age=${LIST_MAX_AGE_SECONDS}, immutable`
  app.get('/v1/lists/:root', (request: FastifyRequest, reply) => {
    const { root } = request.params as { root: string }
    const held = lists.get(root)
    if (held !== undefined) return sendArtifact(request, reply, held, { cacheControl, ranges: true })
    if (!ROOT.test(root)) throw new ListRootInvalidError()
    return withinTime(requestTimeMaxMs, () => load(root)).then((artifact) =>
      sendArtifact(request, reply, artifact, { cacheControl, ranges: true }),
    )
  })
}

function registerEpochs(app: FastifyInstance, context: ServiceContext): void {
  const { sql, stateToken, gate, requestTimeMaxMs } = context
  const answers = createExactCache<EpochAnswer>({ stateToken, bytesMax: ANSWER_CACHE_BYTES_MAX })

  function readAnswer(key: string): Promise<EpochAnswer> {
    return answers.get(key, async () => {
      const value = await gate.run(() => loadEpoch(sql, key))
      return { value, sizeBytes: value.kind === 'published' ? value.artifact.sizeBytes : 0, keep: true }
    })
  }

  app.get('/v1/epochs/:epoch', async (request: FastifyRequest, reply) => {
    const { epoch } = request.params as { epoch: string }
    const isLatest = epoch === 'latest'
    if (!isLatest && !EPOCH.test(epoch)) throw new EpochInvalidError()
    const answer = await withinTime(requestTimeMaxMs, () => readAnswer(epoch))
    if (answer.kind === 'unknown') throw new EpochUnknownError({ epoch })
    const maxAge = isLatest ? EPOCH_LATEST_MAX_AGE_SECONDS : EPOCH_MAX_AGE_SECONDS
    if (answer.kind === 'missed') return sendMissed(reply, answer)
    return sendArtifact(request, reply, answer.artifact, { cacheControl: `public, max-age=${maxAge}`, ranges: false })
  })
}

async function loadEpoch(sql: ServiceContext['sql'], key: string): Promise<EpochAnswer> {
  const number = key === 'latest' ? await readLatestEpochNumber(sql) : BigInt(key)
  const epoch = number === undefined ? undefined : await readEpoch(sql, { number })
  if (epoch === undefined) return { kind: 'unknown' }
  if (epoch.status === 'missed') return { kind: 'missed', number: epoch.number, reason: epoch.reason }
  return { kind: 'published', artifact: await compressJson(epoch.proof) }
}

/** Not an artifact: a proof may still be imported from a mirror, so caches keep it as short as "latest". */
function sendMissed(reply: FastifyReply, { number, reason }: { number: bigint; reason: string }): FastifyReply {
  return reply
    .code(404)
    .header('cache-control', `public, max-age=${EPOCH_LATEST_MAX_AGE_SECONDS}`)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ code: 'EPOCH_MISSED', epoch: number.toString(), proof: null, reason }))
}

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** A proof is some 10 kB of hex: a middle brotli level takes a millisecond and loses little. */
const BROTLI_QUALITY = 6

async function compressJson(text: string): Promise<Artifact> {
  const identity = Buffer.from(text)
  const [br, gzipped] = await Promise.all([
    brotliAsync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    gzipAsync(identity),
  ])
  return createArtifact({ identity, br, gzip: gzipped }, { contentType: 'application/json; charset=utf-8' })
}
