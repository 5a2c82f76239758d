import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ofTestRun } from './ofTestRun.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Script and environment of a `muster` process. */
export type MusterBundle = { readonly script: string; readonly env: NodeJS.ProcessEnv }

/** One bundle for the test run, whose code is compiled once. */
export const musterBundle = async (): Promise<MusterBundle> => {
  const { file, compileCache } = await ofTestRun('muster')
  return { script: file, env: { ...process.env, NODE_COMPILE_CACHE: compileCache } }
}

/** Runs `muster` as a process of its own, as `npm run muster --` does, and gives its exit code and all it printed. */
export const runMuster = async (
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> => {
  const bundle = await musterBundle()
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [bundle.script, ...args],
      { cwd: ROOT, env: { ...bundle.env, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, output: out + err }),
    )
  })
}
