import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import type { Logger } from 'pino'
import { createLogger, privateSerializers } from './createLogger.ts'
import { createGate } from './database/createGate.ts'
import { createStateToken } from './database/createStateToken.ts'
import { openDatabase } from './database/openDatabase.ts'
import { RateLimitedError, RouteUnknownError } from './errors.ts'
import { createRateLimiter } from './http/createRateLimiter.ts'
import { sendError } from './http/sendError.ts'
import {
  BODY_BYTES_MAX,
  DATABASE_CONNECTIONS_DEFAULT,
  KEEP_ALIVE_MS,
  QUERIES_IN_FLIGHT_MAX,
  RATE_LIMIT_BURST_DEFAULT,
  RATE_LIMIT_PER_SECOND_DEFAULT,
  READY_LAG_MAX_SECONDS_DEFAULT,
  REQUEST_RECEIVE_TIME_MAX_MS,
  REQUEST_TIME_MAX_MS,
} from './limits.ts'
import { registerArtifacts } from './routes/registerArtifacts.ts'
import { registerGraphql } from './routes/registerGraphql.ts'
import { registerHealth } from './routes/registerHealth.ts'
import type { ServiceContext } from './routes/serviceContext.ts'

export type AppArgs = {
  /** Postgres with the schema of the indexer's migrations; the user must be allowed to take role muster_reader. */
  databaseUrl: string
  databaseConnectionsMax?: number
  /** Whatever it is set up to write, nothing of clients is passed to it. Default: JSON lines on standard output. */
  logger?: Logger
  /** /ready says no where the head is older. */
  readyLagMaxSeconds?: number
  /** Requests per second and client; 0: no limit. */
  rateLimitPerSecond?: number
  rateLimitBurst?: number
  /** Addresses or CIDR ranges of the proxies whose X-Forwarded-For is believed. Default: none. */
  trustedProxies?: readonly string[]
  /** A request is answered with an error after this. */
  requestTimeMaxMs?: number
  /** Requests that ask the database at once; what a cache answers does not count. */
  queriesInFlightMax?: number
  /** The clock that /ready measures the head's age with, unix seconds. */
  nowSeconds?: () => number
  /** The clock that clients' allowances grow by, milliseconds; any beginning. */
  nowMs?: () => number
}

/** Seconds a browser may remember the answer to a preflight. */
const PREFLIGHT_MAX_AGE_SECONDS = 86_400

/** On every answer: readable by any page (nothing here is private or tied to a session), and never sniffed. */
const COMMON_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Content-Range, Accept-Ranges, Retry-After',
  'x-content-type-options': 'nosniff',
}

const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
  'access-control-allow-headers': 'Accept, Content-Type, If-None-Match, If-Range, Range',
  'access-control-max-age': String(PREFLIGHT_MAX_AGE_SECONDS),
}

/**
 * Builds the API: GraphQL, artifacts, health. Does not listen and does not wait for the database; call `listen` or
 * `inject`, and `close` at the end.
 */
export function createApp(args: AppArgs): FastifyInstance {
  const logger = (args.logger ?? createLogger()).child({}, { serializers: privateSerializers })
  const database = openDatabase({
    databaseUrl: args.databaseUrl,
    connectionsMax: args.databaseConnectionsMax ?? DATABASE_CONNECTIONS_DEFAULT,
  })
  const context: ServiceContext = {
    database,
    logger,
    stateToken: createStateToken(database),
    gate: createGate({ inFlightMax: args.queriesInFlightMax ?? QUERIES_IN_FLIGHT_MAX }),
    requestTimeMaxMs: args.requestTimeMaxMs ?? REQUEST_TIME_MAX_MS,
  }
  const app = fastify({
    // Fastify's own lines would carry addresses and URLs. What is worth a line is logged by name, here.
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_RECEIVE_TIME_MAX_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    trustProxy:
      args.trustedProxies === undefined || args.trustedProxies.length === 0 ? false : [...args.trustedProxies],
    frameworkErrors: (error, request, reply) => sendError(request, reply, error, logger),
  })

  // Bodies stay text: the GraphQL engine parses them once, and the cache needs them as they came.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, request, reply) => sendError(request, reply, error, logger))
  app.setNotFoundHandler(() => {
    throw new RouteUnknownError()
  })
  app.addHook('onRequest', guard(args))
  app.options('*', (_request, reply) => reply.code(204).headers(PREFLIGHT_HEADERS).send())

  registerGraphql(app, context)
  registerArtifacts(app, context)
  registerHealth(app, {
    ...context,
    lagMaxSeconds: args.readyLagMaxSeconds ?? READY_LAG_MAX_SECONDS_DEFAULT,
    nowSeconds: args.nowSeconds ?? (() => Date.now() / 1_000),
  })
  app.addHook('preClose', (done) => {
    closeConnectionsAsTheyIdle(app)
    done()
  })
  // Runs after the server has answered its last request.
  app.addHook('onClose', () => database.end())
  return app
}

/** How often a closing server looks for connections without a request. */
const IDLE_CHECK_MS = 50

/** Node closes what is idle when the server begins to close; a connection that becomes idle later would stay open. */
function closeConnectionsAsTheyIdle({ server }: FastifyInstance): void {
  if (!server.listening) return
  const timer = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
  server.once('close', () => clearInterval(timer))
}

type OnRequest = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void

/** Sets the common headers and takes the request from its client's allowance. */
function guard({ rateLimitPerSecond, rateLimitBurst, nowMs }: AppArgs): OnRequest {
  const limiter = createRateLimiter({
    perSecond: rateLimitPerSecond ?? RATE_LIMIT_PER_SECOND_DEFAULT,
    burst: rateLimitBurst ?? RATE_LIMIT_BURST_DEFAULT,
    ...(nowMs === undefined ? {} : { nowMs }),
  })
  return (request, reply, done) => {
    reply.headers(COMMON_HEADERS)
    const retryAfterSeconds = limiter.take(request.ip)
    if (retryAfterSeconds === 0) done()
    else done(new RateLimitedError({ retryAfterSeconds }))
  }
}
