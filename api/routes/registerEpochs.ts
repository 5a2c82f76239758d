import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createExactCache } from '../cache/createExactCache.ts'
import { EpochInvalidError, EpochUnknownError } from '../errors.ts'
import { type Artifact, sendArtifact } from '../http/artifact.ts'
import { compressArtifact } from '../http/compressArtifact.ts'
import { withinTime } from '../http/withinTime.ts'
import { ANSWER_CACHE_BYTES_MAX, EPOCH_LATEST_MAX_AGE_SECONDS, EPOCH_MAX_AGE_SECONDS } from '../limits.ts'
import { readEpoch, readLatestEpochNumber } from '../queries/epoch.ts'
import type { ServiceContext } from './serviceContext.ts'

const EPOCH = /^(?:0|[1-9]\d{0,17})$/

/** What is known of an epoch: its proof in every encoding, or why there is none. */
type EpochAnswer =
  | { kind: 'published'; artifact: Artifact }
  | { kind: 'missed'; number: bigint; reason: string }
  | { kind: 'unknown' }

/** `/v1/epochs/latest` and `/v1/epochs/{epoch}`: epoch proofs. */
export function registerEpochs(app: FastifyInstance, context: ServiceContext): void {
  const { database, stateToken, gate, requestTimeMaxMs } = context
  const answers = createExactCache<EpochAnswer>({ stateToken, bytesMax: ANSWER_CACHE_BYTES_MAX })

  function readAnswer(key: string): Promise<EpochAnswer> {
    return answers.get(key, async () => {
      const value = await gate.run(() => loadEpoch(database, key))
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

async function loadEpoch(database: ServiceContext['database'], key: string): Promise<EpochAnswer> {
  const epoch = await database.run(async (sql) => {
    const number = key === 'latest' ? await readLatestEpochNumber(sql) : BigInt(key)
    return number === undefined ? undefined : readEpoch(sql, { number })
  })
  if (epoch === undefined) return { kind: 'unknown' }
  if (epoch.status === 'missed') return { kind: 'missed', number: epoch.number, reason: epoch.reason }
  const artifact = await compressArtifact(Buffer.from(epoch.proof), { contentType: 'application/json; charset=utf-8' })
  return { kind: 'published', artifact }
}

/** Not an artifact: a proof may still be imported from a mirror, so caches keep it as short as "latest". */
function sendMissed(reply: FastifyReply, { number, reason }: { number: bigint; reason: string }): FastifyReply {
  return reply
    .code(404)
    .header('cache-control', `public, max-age=${EPOCH_LATEST_MAX_AGE_SECONDS}`)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ code: 'EPOCH_MISSED', epoch: number.toString(), proof: null, reason }))
}
