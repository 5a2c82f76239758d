import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CONTROL_FORMAT,
  CONTROL_VERSION,
  type ControlFile,
  type ErrorAnswer,
  REQUEST_BYTES_MAX,
} from '../../cli/lib/demo/protocol.ts'
import { NetworkFileInvalidError } from '../replay/errors.ts'
import { checkRequest } from './checkRequest.ts'
import { ControlRefusedError } from './errors.ts'
import { type ControlAnswer, type ControlContext, ROUTES } from './routes.ts'

/** Commands of one user, and some that were killed and whose connections were not noticed yet. */
const CONNECTIONS_MAX = 16

/** Longest time for the headers, and for the whole of a request. They come from this machine. */
const HEADERS_MS_MAX = 5_000
const REQUEST_MS_MAX = 30_000

/** Time that readers of events have for the last line when the port closes. */
const CLOSE_MS_MAX = 500

/** Only the owner may read the file: the token in it lets its reader use the port. */
const FILE_MODE = 0o600

/** A listening control port. */
export type ControlPort = {
  readonly url: string
  /** Removes the control file, cancels the running job, and closes the port when the job has cleaned up. */
  readonly stop: () => Promise<void>
}

/**
 * Opens the control port on a free port of the loopback interface, and writes its address and token into a file.
 *
 * @param options.file replaced as a whole. Only its owner can read it.
 */
export const startControlPort = async (options: {
  readonly file: string
  readonly context: ControlContext
}): Promise<ControlPort> => {
  const { file, context } = options
  const token = randomBytes(32).toString('hex')
  let port = 0
  const server = createServer((request, response) => {
    respond(request, response, { port, token }, context).catch(() => response.destroy())
  })
  server.maxConnections = CONNECTIONS_MAX
  server.headersTimeout = HEADERS_MS_MAX
  server.requestTimeout = REQUEST_MS_MAX
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  writePrivately(file, { format: CONTROL_FORMAT, version: CONTROL_VERSION, port, token })
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      rmSync(file, { force: true })
      await context.jobs.stop()
      await close(server)
    },
  }
}

const writePrivately = (file: string, content: ControlFile): void => {
  const half = `${file}.half`
  rmSync(half, { force: true })
  writeFileSync(half, `${JSON.stringify(content)}\n`, { mode: FILE_MODE, flag: 'wx' })
  renameSync(half, file)
}

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  await Promise.race([closed, sleep(CLOSE_MS_MAX, undefined, { ref: false })])
  server.closeAllConnections()
  await closed
}

const respond = async (
  request: IncomingMessage,
  response: ServerResponse,
  access: { readonly port: number; readonly token: string },
  context: ControlContext,
): Promise<void> => {
  try {
    checkRequest(request, access)
    await send(response, await answerTo(request, context))
  } catch (error) {
    if (response.headersSent) throw error
    // The rest of a body that is refused is not read.
    response.setHeader('connection', 'close')
    const { status, code, message } = refusalOf(error)
    writeJson(response, status, { error: { code, message } } satisfies ErrorAnswer)
    if (!request.complete) response.once('finish', () => request.destroy())
  }
}

const refusalOf = (error: unknown): { status: number; code: string; message: string } => {
  if (error instanceof ControlRefusedError) return error
  if (error instanceof NetworkFileInvalidError) return { status: 422, code: error.code, message: error.message }
  return { status: 500, code: 'INTERNAL_ERROR', message: error instanceof Error ? error.message : String(error) }
}

const answerTo = (request: IncomingMessage, context: ControlContext): Promise<ControlAnswer> | ControlAnswer => {
  const path = request.url ?? ''
  const matching = ROUTES.flatMap((route) => {
    const params = matchPath(route.path, path)
    return params === undefined ? [] : [{ route, params }]
  })
  if (matching.length === 0) {
    throw new ControlRefusedError({ status: 404, code: 'PATH_UNKNOWN', message: 'The control port has no such path.' })
  }
  const found = matching.find(({ route }) => route.method === request.method)
  if (found === undefined) {
    const methods = matching.map(({ route }) => route.method).join(', ')
    const message = `Expected method ${methods}.`
    throw new ControlRefusedError({ status: 405, code: 'METHOD_REFUSED', message })
  }
  return found.route.answer({ params: found.params, body: () => readBody(request) }, context)
}

/** Reads the values of the parts with a colon. Undefined if the path is another. */
const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const [expected, given] = [pattern.split('/'), path.split('/')]
  if (expected.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of expected.entries()) {
    const value = given[index] as string
    if (part.startsWith(':')) params[part.slice(1)] = value
    else if (part !== value) return undefined
  }
  return params
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  if (request.headers['content-type'] !== 'application/json') {
    throw new ControlRefusedError({
      status: 415,
      code: 'TYPE_REFUSED',
      message: 'Expected a body of application/json.',
    })
  }
  const tooLarge = (): ControlRefusedError => {
    const message = `Expected a body of at most ${REQUEST_BYTES_MAX} bytes.`
    return new ControlRefusedError({ status: 413, code: 'BODY_TOO_LARGE', message })
  }
  if (Number(request.headers['content-length'] ?? 0) > REQUEST_BYTES_MAX) throw tooLarge()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > REQUEST_BYTES_MAX) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const send = async (response: ServerResponse, answer: ControlAnswer): Promise<void> => {
  if ('json' in answer) {
    writeJson(response, answer.status, answer.json)
    return
  }
  setHeaders(response, answer.status, 'application/x-ndjson')
  response.flushHeaders()
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  for await (const line of answer.lines(gone.signal)) {
    // A reader that does not read holds only its own connection up: the lines are made when they are asked for.
    if (!response.write(`${JSON.stringify(line)}\n`)) await drained(response, gone.signal)
    if (gone.signal.aborted) return
  }
  response.end()
}

/** Resolves when the reader has read, or is gone. */
const drained = (response: ServerResponse, gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      response.off('drain', end)
      gone.removeEventListener('abort', end)
      resolve()
    }
    response.on('drain', end)
    gone.addEventListener('abort', end)
    if (gone.aborted) end()
  })

const writeJson = (response: ServerResponse, status: number, json: unknown): void => {
  setHeaders(response, status, 'application/json')
  response.end(`${JSON.stringify(json)}\n`)
}

const setHeaders = (response: ServerResponse, status: number, type: string): void => {
  response.statusCode = status
  response.setHeader('content-type', type)
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
}
