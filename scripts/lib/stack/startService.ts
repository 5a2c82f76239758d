import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { startReaper } from '../startReaper.ts'

const ROOT = new URL('../../../', import.meta.url).pathname

/** Indexer and API listen within a second of their start; a minute is a machine in trouble. */
const START_MS_MAX = 60_000

/** Both stop within their own time limits, which are shorter. */
const STOP_MS_MAX = 15_000

/** Last lines of a service's log that are quoted when it ends by itself. */
const LOG_LINES_MAX = 5

export type ServiceOptions = {
  /** Name for people, as in "indexer". */
  readonly name: string
  /** Entry file below the project root. */
  readonly entry: string
  readonly env: Readonly<Record<string, string>>
  /** All it prints goes here too. */
  readonly logFile: string
}

/** A running part of Muster in a process of its own. */
export type Service = {
  readonly name: string
  readonly pid: number
  readonly port: number
  readonly stop: () => Promise<void>
  /** Resolves with what it said last when it is gone, for whatever reason. */
  readonly exited: Promise<string>
}

/** Starts a service and waits until it says which port it listens on. */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { name } = options
  mkdirSync(dirname(options.logFile), { recursive: true })
  const log = createWriteStream(options.logFile, { flags: 'a' })
  const child = spawn(process.execPath, [join(ROOT, options.entry)], {
    cwd: ROOT,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group: Ctrl-C reaches us alone, and we stop the parts in their order.
    detached: true,
  })
  const reaper = child.pid === undefined ? undefined : startReaper({ pid: child.pid })
  const lastLines: string[] = []
  const port = Promise.withResolvers<number>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`)
      lastLines.push(line)
      if (lastLines.length > LOG_LINES_MAX) lastLines.shift()
      const found = listeningPort(line)
      if (found !== undefined) port.resolve(found)
    })
  }
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', () => resolve(lastLines.join('\n')))
  }).finally(() => log.end())
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    const gone = await Promise.race([exited.then(() => true), sleep(STOP_MS_MAX, false, { ref: false })])
    if (!gone) child.kill('SIGKILL')
    await exited
    reaper?.dismiss()
  }
  const listening = await Promise.race([port.promise, exited, sleep(START_MS_MAX, undefined, { ref: false })])
  if (typeof listening !== 'number') {
    await stop()
    throw new Error(`The ${name} did not start:\n${lastLines.join('\n')}\n(All of it: ${options.logFile})`)
  }
  return { name, pid: child.pid as number, port: listening, stop, exited }
}

/** Port in a log line like `{"msg":"api listening","port":8080}`. */
const listeningPort = (line: string): number | undefined => {
  if (!line.includes(' listening"')) return undefined
  try {
    const { port } = JSON.parse(line) as { port?: unknown }
    return typeof port === 'number' ? port : undefined
  } catch {
    return undefined
  }
}
