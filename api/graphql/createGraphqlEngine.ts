import { GraphQLError, type GraphQLErrorOptions, type ParseOptions, parse, type Source } from 'graphql/index.js'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import { createReadScope } from '../database/createReadScope.ts'
import type { Database } from '../database/openDatabase.ts'
import { toApiError } from '../database/toApiError.ts'
import { ApiError, InternalError, QueryTooCostlyError, QueryTooLongError } from '../errors.ts'
import { withinTime } from '../http/withinTime.ts'
import { EXECUTION_TIME_MAX_MS, QUERY_COST_MAX, QUERY_TOKENS_MAX } from '../limits.ts'
import { createMusterSchema } from './createMusterSchema.ts'
import { createQueryContext } from './createQueryContext.ts'
import { measureCost } from './measureCost.ts'
import type { QueryContext } from './queryContext.ts'
import { limitAliases, limitDepth } from './rules.ts'
import { toGraphQLError } from './toGraphQLError.ts'

/** A GraphQL request with everything of its sender taken out. */
export type GraphqlRequest = {
  method: 'GET' | 'POST'
  /** Of a GET: the query string, without "?". */
  search: string
  /** Of a POST: JSON text. */
  body: string
  mediaType: 'application/json' | 'application/graphql-response+json'
}

export type GraphqlAnswer = { status: number; contentType: string; bytes: Buffer; hasErrors: boolean }

export type GraphqlEngine = {
  /**
   * Every failure is an answer with a coded error, but one.
   *
   * @throws RequestTimeoutError after EXECUTION_TIME_MAX_MS, whatever became of the database
   */
  execute(request: GraphqlRequest, options: { signal: AbortSignal }): Promise<GraphqlAnswer>
}

/** `outcome` is how the plugin below tells `execute` about errors without parsing the answer again. */
type ServerContext = QueryContext & { outcome: { hasErrors: boolean } }

/**
 * graphql-yoga without its web server: parsing, limits, execution in one read-only transaction, masked errors. Yoga
 * sees no address and no header of the client but the media type.
 *
 * Introspection stays on: the schema is public in this repository, so hiding it would protect nothing and break tools.
 * Its depth is limited by graphql-js and its cost counted like any other. There is no GraphiQL and no landing page:
 * both load scripts from third parties.
 */
export function createGraphqlEngine({ database, logger }: { database: Database; logger: Logger }): GraphqlEngine {
  const yoga = createYoga<ServerContext>({
    schema: createMusterSchema(),
    plugins: [limitQueries(), codeEveryError()],
    maskedErrors: { maskError: (error) => maskError(error, logger), isDev: false },
    // Yoga would log what it masks, message included; `maskError` has logged what may be logged.
    logging: false,
    // It would keep a thousand documents for an hour, valid or not: of the largest queries a megabyte each. What a
    // repeated query costs is saved by the exact cache, which counts bytes.
    parserAndValidationCache: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
  })

  return {
    async execute({ method, search, body, mediaType }, { signal }) {
      const scope = createReadScope(database)
      const outcome = { hasErrors: false }
      try {
        const context: ServerContext = Object.assign(createQueryContext({ scope, signal }), { outcome })
        const url = method === 'GET' ? `http://muster/graphql?${search}` : 'http://muster/graphql'
        const init =
          method === 'GET'
            ? { method, headers: { accept: mediaType } }
            : { method, headers: { accept: mediaType, 'content-type': 'application/json' }, body }
        const response = await withinTime(EXECUTION_TIME_MAX_MS, async () => yoga.fetch(url, init, context))
        const bytes = Buffer.from(await response.text())
        const contentType = response.headers.get('content-type') ?? 'application/json; charset=utf-8'
        return { status: response.status, contentType, bytes, hasErrors: outcome.hasErrors || !response.ok }
      } finally {
        await scope.close()
      }
    },
  }
}

function limitQueries(): Plugin<ServerContext> {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseWithinLimit)
    },
    onValidate({ addValidationRule }) {
      addValidationRule(limitAliases)
      addValidationRule(limitDepth)
    },
    onExecute({ args, setResultAndStopExecution }) {
      const cost = measureCost({
        document: args.document,
        operationName: args.operationName,
        variables: args.variableValues,
      })
      if (cost <= QUERY_COST_MAX) return
      const error = new QueryTooCostlyError({ cost, costMax: QUERY_COST_MAX })
      setResultAndStopExecution({ errors: [toGraphQLError(error)] })
    },
  }
}

function parseWithinLimit(source: string | Source, options?: ParseOptions): ReturnType<typeof parse> {
  try {
    return parse(source, { ...options, maxTokens: QUERY_TOKENS_MAX })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    // graphql-js gives this failure no code of its own; a test holds the sentence.
    if (error.message.includes('Parsing aborted')) {
      throw toGraphQLError(new QueryTooLongError({ tokensMax: QUERY_TOKENS_MAX }))
    }
    throw Object.assign(error, { extensions: { ...error.extensions, code: 'GRAPHQL_PARSE_FAILED' } })
  }
}

/** Gives the errors that graphql-js leaves without a code (variables of the wrong type) one, and notes errors. */
function codeEveryError(): Plugin<ServerContext> {
  return {
    onResultProcess({ result, serverContext }) {
      if (Array.isArray(result) || !('errors' in result) || result.errors === undefined) return
      const { outcome } = serverContext as Partial<ServerContext>
      if (outcome !== undefined) outcome.hasErrors = true
      for (const { extensions } of result.errors) {
        if (!('code' in extensions)) Object.assign(extensions, { code: 'BAD_USER_INPUT' })
      }
    },
  }
}

/** Lets errors through that are meant for callers, and turns all others into one that says nothing. */
function maskError(error: unknown, logger: Logger): Error {
  const original = error instanceof GraphQLError ? rootOf(error) : error
  if (original instanceof GraphQLError) return original
  const place = error instanceof GraphQLError ? placeOf(error) : {}
  if (original instanceof ApiError && original.status < 500) return toGraphQLError(original, place)
  const known = original instanceof ApiError ? original : toApiError(original)
  logger.error({ err: original }, 'query failed')
  return toGraphQLError(known ?? new InternalError(), place)
}

function rootOf(error: GraphQLError): unknown {
  return error.originalError instanceof GraphQLError || error.originalError == null ? error : error.originalError
}

function placeOf({ nodes, path }: GraphQLError): GraphQLErrorOptions {
  return { nodes: nodes ?? null, path: path ?? null }
}
