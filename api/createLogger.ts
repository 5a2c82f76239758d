import { type Logger, pino } from 'pino'

/**
 * The API's logger: JSON lines, and by construction nothing of a client in them. Requests and replies are reduced to
 * nothing, errors to their kind and place: messages of Postgres repeat query variables, and Node's own errors on
 * malformed requests carry the raw packet.
 */
export function createLogger(args: { level?: string; destination?: { write(line: string): void } } = {}): Logger {
  const options = { level: args.level ?? 'info', base: null, serializers: privateSerializers }
  return args.destination === undefined ? pino(options) : pino(options, args.destination)
}

/** Also put over any logger that is passed to `createApp`. */
export const privateSerializers = {
  err: describeError,
  error: describeError,
  req: () => undefined,
  res: () => undefined,
}

/** Causes are followed this far: ours wrap one error of the database, which wraps one of the network. */
const CAUSES_MAX = 3

/** What may be known of an error: name, code, and stack frames without the message in front of them. */
function describeError(error: unknown, causes: unknown = CAUSES_MAX): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { code } = error as { code?: unknown }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  const depth = typeof causes === 'number' ? causes : CAUSES_MAX
  return {
    name: error.name,
    ...(typeof code === 'string' && /^[\w-]{1,64}$/.test(code) ? { code } : {}),
    ...(frames === undefined ? {} : { stack: frames.join('\n') }),
    ...(error.cause instanceof Error && depth > 0 ? { cause: describeError(error.cause, depth - 1) } : {}),
  }
}
