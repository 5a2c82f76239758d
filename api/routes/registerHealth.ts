import type { FastifyInstance } from 'fastify'
import { toApiError } from '../database/toApiError.ts'
import { ApiError, NotIndexedError } from '../errors.ts'
import { withinTime } from '../http/withinTime.ts'
import { readChain } from '../queries/readChain.ts'
import type { ServiceContext } from './serviceContext.ts'

/** What /ready says. `code` is null where ready. */
type Readiness = {
  ready: boolean
  code: string | null
  message: string | null
  state: string | null
  headNumber: string | null
  headTimestamp: string | null
  lagSeconds: number | null
}

/**
 * GET /health: this process answers, whatever the database does; a supervisor restarts it where it does not.
 * GET /ready: 200 where answers are live and young, else 503 with the reason; a balancer sends no traffic then.
 */
export function registerHealth(
  app: FastifyInstance,
  args: ServiceContext & { lagMaxSeconds: number; nowSeconds: () => number },
): void {
  app.get('/health', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }))
  app.get('/ready', async (_request, reply) => {
    const readiness = await readReadiness(args)
    return reply
      .code(readiness.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness)
  })
}

async function readReadiness(
  args: ServiceContext & { lagMaxSeconds: number; nowSeconds: () => number },
): Promise<Readiness> {
  const { database, logger, requestTimeMaxMs, lagMaxSeconds, nowSeconds } = args
  const nothing = { state: null, headNumber: null, headTimestamp: null, lagSeconds: null }
  try {
    const chain = await withinTime(requestTimeMaxMs, () => database.run(readChain))
    if (chain === undefined) {
      const { code, message } = new NotIndexedError()
      return { ready: false, code, message, ...nothing }
    }
    const lagSeconds = Math.max(0, Math.floor(nowSeconds()) - Number(chain.headTimestamp))
    const problem = findProblem(chain, lagSeconds, lagMaxSeconds)
    return {
      ready: problem === undefined,
      code: problem?.code ?? null,
      message: problem?.message ?? null,
      state: chain.state.toUpperCase(),
      headNumber: chain.headNumber.toString(),
      headTimestamp: chain.headTimestamp.toString(),
      lagSeconds,
    }
  } catch (error) {
    const known = error instanceof ApiError ? error : toApiError(error)
    if (known === undefined) throw error
    logger.warn({ err: error }, 'not ready: database')
    return { ready: false, code: known.code, message: known.message, ...nothing }
  }
}

function findProblem(
  { state, stateReason }: { state: string; stateReason: string | null },
  lagSeconds: number,
  lagMaxSeconds: number,
): { code: string; message: string } | undefined {
  if (state === 'stale') {
    return { code: 'STALE', message: `The indexer stopped because it could not prove its rows: ${stateReason}` }
  }
  if (state !== 'live') return { code: 'BACKFILLING', message: 'The indexer still reads history.' }
  if (lagSeconds <= lagMaxSeconds) return undefined
  return { code: 'HEAD_TOO_OLD', message: `The head is ${lagSeconds} s old; ${lagMaxSeconds} s are allowed.` }
}
