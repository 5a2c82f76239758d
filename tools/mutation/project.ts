import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A project whose contracts are changed and whose tests are run. */
export type Project = {
  readonly root: string
  /** Contracts that are changed, paths from the root, sorted. */
  readonly mutated: readonly string[]
  /** All compiled sources: the contracts, the tests, and their deployed contracts. */
  readonly sources: readonly string[]
  /** Test files, each run by itself. */
  readonly tests: readonly string[]
}

/** Deployed by tests, compiled from a package. */
const NPM_SOURCES = ['@openzeppelin/contracts/access/manager/AccessManager.sol']

/** Reads the project of a folder: the present `contracts/` and `test/`. */
export const readProject = (root: string = ROOT): Project => {
  const find = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort()
  const own = [...find('contracts/**/*.sol'), ...find('test/**/*.sol')]
  return {
    root,
    mutated: find('contracts/**/*.sol').filter((file) => !file.startsWith('contracts/interfaces/')),
    sources: [...own, ...NPM_SOURCES],
    tests: find('test/**/*.t.sol'),
  }
}

/** Text of a source of the project or of a package; undefined if it is absent. */
export const readSource = ({ root }: Project, file: string): string | undefined => {
  const path = [join(root, file), join(ROOT, 'node_modules', file)].find((candidate) => existsSync(candidate))
  return path === undefined ? undefined : readFileSync(path, 'utf8')
}

/** Files that use one of these, directly or not, and these themselves. */
export const dependantsOf = (imports: ReadonlyMap<string, readonly string[]>, file: string): string[] => {
  const found = new Set([file])
  // A set may grow while it is iterated.
  for (const used of found) {
    for (const [user, uses] of imports) if (uses.includes(used)) found.add(user)
  }
  return [...found]
}

/** Path for a file of the same name as a contract. */
export const artifactPath = (folder: string, file: string, contract: string): string =>
  join(folder, ...dirname(file).split('/'), file.split('/').at(-1) ?? '', `${contract}.json`)
