import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { LogLevel } from '../../shared/logLevels.ts'
import { superviseChild } from '../process/superviseChild.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Indexer and API listen within a second of their start. A minute means that the machine is in trouble. */
const START_MS_MAX = 60_000

/** Both stop within their own limits, which are shorter. */
const STOP_MS_MAX = 15_000

export type ServiceOptions = {
  /** Name for people, as in "indexer". */
  readonly name: string
  /** Entry file below the project root. */
  readonly entry: string
  readonly env: Readonly<Record<string, string>>
  /** All its output goes here too. */
  readonly logFile: string
}

/** Indexer or API in a process of its own. */
export type Service = {
  readonly name: string
  readonly pid: number
  readonly port: number
  readonly stop: () => Promise<void>
  /** Resolves with the end of its output when it is gone, for any reason. */
  readonly exited: Promise<string>
}

/** Levels that would hide the line with the port. The log file gets that line at any level. */
const QUIET_LEVELS: readonly string[] = ['warn', 'error', 'fatal', 'silent'] satisfies readonly LogLevel[]

/** Starts a service and waits until it logs its port. */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { name } = options
  mkdirSync(dirname(options.logFile), { recursive: true })
  const log = createWriteStream(options.logFile, { flags: 'a' })
  const isQuiet = QUIET_LEVELS.includes(process.env['LOG_LEVEL'] ?? '')
  const child = spawn(process.execPath, [join(ROOT, options.entry)], {
    cwd: ROOT,
    env: { ...process.env, ...options.env, ...(isQuiet ? { LOG_LEVEL: 'info' } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const { exited, lastWords, stop } = superviseChild(child, { stopMsMax: STOP_MS_MAX, lastSignal: 'SIGKILL' })
  void exited.then(() => log.end())
  const port = Promise.withResolvers<number>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`)
      const found = listeningPort(line)
      if (found !== undefined) port.resolve(found)
    })
  }
  const listening = await Promise.race([port.promise, exited, sleep(START_MS_MAX, undefined, { ref: false })])
  if (typeof listening !== 'number') {
    await stop()
    throw new Error(`The ${name} did not start:\n${lastWords()}\n(All of it: ${options.logFile})`)
  }
  return { name, pid: child.pid as number, port: listening, stop, exited: exited.then(lastWords) }
}

/** Reads the port from a log line like `{"msg":"api listening","port":8080}`. */
const listeningPort = (line: string): number | undefined => {
  if (!line.includes(' listening"')) return undefined
  try {
    const { port } = JSON.parse(line) as { port?: unknown }
    return typeof port === 'number' ? port : undefined
  } catch {
    return undefined
  }
}
