import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './children.mjs'
import { developmentEnvironment } from './environment.mjs'
import { Failure } from './failure.mjs'
import { withProgress } from './progress.mjs'
import { ROOT } from './root.mjs'

/** Names the sources that the artifacts were compiled from. */
const STAMP = join(ROOT, 'artifacts', '.muster-build')

const SETTINGS = [
  'hardhat.config.ts',
  'package-lock.json',
  ...['compilers', 'hardhatPlugins'].map((name) => `scripts/generate/${name}.ts`),
]

/** @returns {string} digest of all inputs of the artifacts */
const digestOfSources = () => {
  const hash = createHash('sha256')
  for (const path of [...solidityFiles('contracts'), ...solidityFiles('test'), ...SETTINGS]) {
    hash.update(path).update(readFileSync(join(ROOT, path)))
  }
  return hash.digest('hex')
}

/** @param {string} folder below the root @returns {string[]} */
const solidityFiles = (folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return solidityFiles(path)
      return entry.name.endsWith('.sol') ? [path] : []
    })

/** Whether the artifacts match the sources. */
export const isCompiled = () => {
  try {
    return readFileSync(STAMP, 'utf8') === digestOfSources()
  } catch {
    return false
  }
}

/**
 * Compiles contracts and Solidity tests for the test suites. Users need none of it, because deployed bytecode is
 * committed.
 *
 * @param {string} node
 * @throws {Failure} with the compiler's errors
 */
export const compile = async (node) => {
  const digest = digestOfSources()
  const args = [join('node_modules', 'hardhat', 'dist', 'src', 'cli.js'), 'build']
  const { code, output } = await withProgress(
    'Compiling contracts and their tests',
    () => '',
    () => runChild(node, args, { cwd: ROOT, env: developmentEnvironment(node), isTool: true }),
  )
  if (code !== 0) throw new Failure(`The contracts do not compile:\n${output}`)
  writeFileSync(STAMP, digest)
}
