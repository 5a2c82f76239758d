import { Agent, type IncomingMessage, request } from 'node:http'
import { printable } from '../../../shared/format/printable.ts'
import { DevnetGoneError, DevnetNotRunningError, DevnetRefusedError, JobRunningError } from './errors.ts'
import {
  type ControlFile,
  ERROR_CODES,
  type ErrorAnswer,
  EVENT_BYTES_MAX,
  type JobAnswer,
  type JobEvent,
  type StatusAnswer,
} from './protocol.ts'
import { readControlFile } from './readControlFile.ts'

/** Longest silence before an answer begins. The devnet answers at once. */
const ANSWER_MS_MAX = 30_000

/** Longest silence between two events of a job: the indexer may need minutes for 20,000 nodes. */
const EVENT_MS_MAX = 10 * 60_000

/** Bytes of an answer other than events. */
const ANSWER_BYTES_MAX = 65_536

/** Longest part of the devnet's own words that is shown. */
const MESSAGE_LENGTH_MAX = 1_000

/** Asks the control port of a running devnet. */
export type ControlClient = {
  readonly status: () => Promise<StatusAnswer>
  /** Starts the replay of a network file, given as it is. @throws JobRunningError, DevnetRefusedError */
  readonly startReplay: (networkFile: Uint8Array) => Promise<JobAnswer>
  /** Yields the events of a job until it has ended. The last one is not of type `progress`. @throws DevnetGoneError */
  readonly events: (id: string) => AsyncGenerator<JobEvent, void, void>
  /** Cancels a job. It has ended when its events have. */
  readonly cancel: (id: string) => Promise<void>
}

type Sent = { readonly method: string; readonly path: string; readonly body?: Uint8Array; readonly silenceMs?: number }

/**
 * Creates a client of the devnet over a data folder. The first failure to connect means that the devnet was killed, and
 * is told as if there were no control file.
 *
 * @throws DevnetNotRunningError, ControlFileInvalidError, DevnetVersionError
 */
export const createControlClient = async (dataFolder: string): Promise<ControlClient> => {
  const control = await readControlFile(dataFolder)
  const ask = async (sent: Sent): Promise<IncomingMessage> => {
    let answer: IncomingMessage
    try {
      answer = await send(control, sent)
    } catch (cause) {
      if (cause instanceof DevnetGoneError) throw cause
      if ((cause as NodeJS.ErrnoException).code === 'ECONNREFUSED')
        throw new DevnetNotRunningError({ dataFolder, cause })
      throw new DevnetGoneError({ reason: 'its connection broke', cause })
    }
    if ((answer.statusCode ?? 0) < 400) return answer
    throw errorOf(parseJson<Partial<ErrorAnswer>>(await readText(answer)))
  }
  const json = async <T>(sent: Sent): Promise<T> => parseJson<T>(await readText(await ask(sent)))
  return {
    status: () => json<StatusAnswer>({ method: 'GET', path: '/status' }),
    startReplay: (body) => json<JobAnswer>({ method: 'POST', path: '/replay', body }),
    async *events(id) {
      const answer = await ask({ method: 'GET', path: `/jobs/${id}`, silenceMs: EVENT_MS_MAX })
      for await (const line of linesOf(answer)) {
        const event = parseJson<JobEvent>(line)
        yield event
        if (event.type !== 'progress') return
      }
      throw new DevnetGoneError({ reason: 'the events of the job broke off' })
    },
    cancel: async (id) => void (await json<unknown>({ method: 'DELETE', path: `/jobs/${id}` })),
  }
}

/** An agent of its own: variables that name a proxy do not apply to the loopback interface, and the token stays here. */
const send = (
  { port, token }: ControlFile,
  { method, path, body, silenceMs = ANSWER_MS_MAX }: Sent,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length }),
    }
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: new Agent(), timeout: silenceMs })
    sent.once('response', resolve)
    sent.once('error', reject)
    sent.once('timeout', () =>
      sent.destroy(new DevnetGoneError({ reason: `nothing came for ${silenceMs / 1_000} seconds` })),
    )
    sent.end(body)
  })

const readText = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of gone(answer)) {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX) throw new DevnetGoneError({ reason: `its answer has over ${ANSWER_BYTES_MAX} bytes` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Lines of an answer, each of at most `EVENT_BYTES_MAX` bytes. */
async function* linesOf(answer: IncomingMessage): AsyncGenerator<string, void, void> {
  let rest = ''
  for await (const chunk of gone(answer)) {
    const parts = (rest + chunk.toString('utf8')).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > EVENT_BYTES_MAX) throw new DevnetGoneError({ reason: 'a line of its events is too long' })
    for (const line of parts) if (line !== '') yield line
  }
}

/** Bytes of an answer. A connection that breaks is told as a devnet that is gone. */
async function* gone(answer: IncomingMessage): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of answer) yield chunk as Buffer
  } catch (cause) {
    if (cause instanceof DevnetGoneError) throw cause
    throw new DevnetGoneError({ reason: 'its connection broke', cause })
  }
}

/** After a devnet was killed, another program may listen on its port. */
const otherProgram = () => new DevnetGoneError({ reason: 'another program answers on its port' })

const parseJson = <T>(text: string): T => {
  try {
    const value = JSON.parse(text) as T | null
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // It is not JSON.
  }
  throw otherProgram()
}

const errorOf = ({ error }: Partial<ErrorAnswer>): Error => {
  if (typeof error?.code !== 'string' || typeof error.message !== 'string') return otherProgram()
  const message = printable(error.message.slice(0, MESSAGE_LENGTH_MAX))
  if (error.code === ERROR_CODES.jobRunning) return new JobRunningError({ message })
  return new DevnetRefusedError({ reason: error.code, message })
}
