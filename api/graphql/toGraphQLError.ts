// By its file: graphql comes twice, as CommonJS and as ESM, and an error is recognised only by the copy that made it.
// Node gives yoga the CommonJS one; tools that read `module` of its package.json would give us the other.
import { GraphQLError, type GraphQLErrorOptions } from 'graphql/index.js'
import type { ApiError } from '../errors.ts'

/** An error as GraphQL answers show it: message, place, and the stable code in `extensions.code`. */
export function toGraphQLError(error: ApiError, options: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(error.message, {
    ...options,
    // Read by yoga and taken out before the answer: the status where nothing could be answered at all.
    extensions: { code: error.code, ...(error.status >= 500 ? { http: { status: error.status } } : {}) },
  })
}
