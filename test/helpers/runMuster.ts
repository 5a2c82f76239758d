import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Compiled sources, so that the many processes of a test start in half the time; thrown away with the artifacts. */
const COMPILE_CACHE = join(ROOT, 'cache', 'node-compile')

/** Runs `muster` as a process of its own, as `npm run muster --` does, and gives its exit code and all it printed. */
export const runMuster = (args: readonly string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    execFile(
      process.execPath,
      ['scripts/muster.ts', ...args],
      { cwd: ROOT, env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, output: out + err }),
    )
  })
