import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('verify.py', import.meta.url))

/** Minor version of Python 3 that the second verifier needs: it uses f-strings and `rjust`, nothing newer. */
const VERSION_MIN = 8

const versionOf = (): string | null => {
  const { status, stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' })
  const version = /^Python (3\.(\d+)\.\S+)/.exec(stdout ?? '')
  return status === 0 && version !== null && Number(version[2]) >= VERSION_MIN ? (version[1] as string) : null
}

/** Version of the Python here, `null` if there is none that can run the second verifier. */
export const pythonVersion = versionOf()

/** Runs `verify.py` and returns its exit status and output. */
export const spawnVerifier = (...args: string[]) => spawnSync('python3', ['-B', SCRIPT, ...args], { encoding: 'utf8' })

/** Runs `verify.py` and returns what it printed. @throws if it fails */
export const runVerifier = (...args: string[]): string => {
  const { status, stdout, stderr } = spawnVerifier(...args)
  if (status !== 0) throw new Error(`python3 verify.py ${args[0]} ended with ${status}: ${stderr}`)
  return stdout
}
