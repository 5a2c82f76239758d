import { BaseError } from '../shared/errors.ts'
import { originOf } from './originOf.ts'

/** As much of an origin as there can be: scheme, the longest name and a port. */
const ORIGIN_LENGTH_MAX = 267

/** Thrown when a server answered with a redirect. It was not followed, or what came from elsewhere was not taken. */
export class ServerRedirectedError extends BaseError {
  readonly code = 'SERVER_REDIRECTED'
  /** @param args.location where the server points to, where that can be read; only its origin is told. */
  constructor(args: { server: string; location: string | null }) {
    const origin = args.location === null ? null : originOf(args.location)
    const to = origin === null ? '' : ` to ${origin.slice(0, ORIGIN_LENGTH_MAX)}`
    super(`${args.server} answered with a redirect${to}. Redirects are not followed.`, {
      metaMessages: [
        'Write the URL that it ends at in the place of this one: in sources, stateRpcs or the urls of trust.',
      ],
    })
  }
}
