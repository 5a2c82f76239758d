import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Guards against a hang of one command. An installation takes a minute on a busy machine. */
const RUN_MS_MAX = 300_000

const POLL_MS = 50

/** Variables of the test runner that a user's shell does not have. */
const OWN_VARIABLES = /^(?:npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|NODE_COMPILE_CACHE$|TEST$|INIT_CWD$|COLOR$|NODE$)/

export type RunOptions = {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly uid?: number
  readonly gid?: number
}

/** A running command. */
export type Run = {
  readonly child: ChildProcess
  readonly output: () => string
  /** Exit code, or the signal that ended it. */
  readonly exit: Promise<number | string>
  /** Waits until it has printed this. */
  readonly printed: (pattern: RegExp | string) => Promise<void>
}

/** Environment of a new shell: the machine's own Node, no setting of npm. */
export const strangersEnvironment = (): Record<string, string | undefined> => {
  const kept = Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name))
  const path = (process.env['PATH'] ?? '').split(':').filter((folder) => !isOfProject(folder))
  // Free ports, so that a network of the machine's user goes on undisturbed.
  const ports = { API_PORT: '0', RPC_PORT: '0', DATABASE_PORT: '0' }
  return { ...Object.fromEntries(kept), ...ports, PATH: path.join(':'), npm_config_prefer_offline: 'true' }
}

/** Folders that npm and the bootstrap put in front of the PATH. */
const isOfProject = (folder: string): boolean => folder.includes('node_modules') || folder.includes('node-gyp-bin')

/** Starts a line of shell, as a person would type it. */
export const run = (line: string, { cwd, env = {}, uid, gid }: RunOptions): Run => {
  const child = spawn('/bin/sh', ['-c', line], {
    cwd,
    env: { ...strangersEnvironment(), ...env },
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  let over = false
  const exit = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => {
      over = true
      resolve(code ?? signal ?? 'gone')
    }),
  )
  return {
    child,
    output: () => output,
    exit,
    printed: async (pattern) => {
      const deadline = performance.now() + RUN_MS_MAX
      const found = (): boolean => (typeof pattern === 'string' ? output.includes(pattern) : pattern.test(output))
      while (!found()) {
        if (over) throw new Error(`"${line}" ended before it printed ${pattern}:\n${output}`)
        if (performance.now() > deadline) throw new Error(`"${line}" did not print ${pattern}:\n${output}`)
        await sleep(POLL_MS)
      }
    },
  }
}

/** A process of this machine. */
export type Process = { readonly pid: number; readonly parent: number; readonly command: string }

/** Processes that work in a folder or name it on their command line. Linux only. */
export const processesOf = (folder: string): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        const belongs = command.includes(folder) || readlinkSync(`/proc/${name}/cwd`).startsWith(folder)
        if (!belongs || command === '') return []
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')
        return [{ pid: Number(name), parent: Number(fields[1]), command }]
      } catch {
        // It ended meanwhile.
        return []
      }
    })

/** Waits until no process of a folder is left. Returns the milliseconds, or throws with the remaining ones. */
export const untilGone = async (folder: string, msMax: number): Promise<number> => {
  const startedAt = performance.now()
  for (;;) {
    const left = processesOf(folder)
    const elapsed = performance.now() - startedAt
    if (left.length === 0) return elapsed
    if (elapsed > msMax) {
      throw new Error(
        `After ${msMax} ms these run on:\n${left.map(({ pid, command }) => `${pid} ${command}`).join('\n')}`,
      )
    }
    await sleep(POLL_MS)
  }
}
