import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ofTestRun } from './ofTestRun.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Script and environment of a `muster` process. */
export type MusterBundle = { readonly script: string; readonly env: NodeJS.ProcessEnv }

/** Folders that do not exist: no test reads the profiles, the choice or the demo of the person who runs it. */
const NO_SETTINGS = {
  XDG_CONFIG_HOME: join(tmpdir(), 'muster-tests-without-config'),
  XDG_STATE_HOME: join(tmpdir(), 'muster-tests-without-state'),
  MUSTER_DATA: join(tmpdir(), 'muster-tests-without-data'),
}

/** Gives the bundle of the test run, whose code is compiled once, and an environment without settings. */
export const musterBundle = async (): Promise<MusterBundle> => {
  const { file, compileCache } = await ofTestRun('muster')
  const own = Object.entries(process.env).filter(([name]) => !/^(?:MUSTER_|npm_)|^(?:NO|FORCE)_COLOR$/.test(name))
  return { script: file, env: { ...Object.fromEntries(own), ...NO_SETTINGS, NODE_COMPILE_CACHE: compileCache } }
}

/** What a process printed, and its exit code. */
export type Ran = {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output, then standard error. */
  readonly output: string
}

/** Runs `muster` as a process of its own, without a terminal, and gives its exit code and all it printed. */
export const runMuster = async (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> => {
  const bundle = await musterBundle()
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { ...bundle.env, ...env } }
    execFile(process.execPath, [bundle.script, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr, output: stdout + stderr }),
    )
  })
}
