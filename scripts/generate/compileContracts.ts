import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Compiles only deployed contracts. Tests, mocks and harnesses have no part in the committed files. */
const BUILD = ['node_modules/hardhat/dist/src/cli.js', 'build', '--no-tests']

/**
 * Compiles the contracts. Hardhat skips unchanged ones.
 *
 * @returns whether they compile; the compiler's own messages are on standard error
 */
export const compileContracts = (): boolean =>
  spawnSync(process.execPath, BUILD, { cwd: ROOT, stdio: ['ignore', 2, 2] }).status === 0
