import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** State of the sources that a result belongs to: the last commit that changed them. */
export type Tree = { readonly commit: string; readonly dirty: boolean }

/** Sources of the contracts. */
const CONTRACTS = ['contracts', 'hardhat.config.ts', 'scripts/generate/compilers.ts']

/** Matches the lines of package.json with the exact versions that contracts and tests are compiled from and run on. */
const VERSIONS = '-G"(@openzeppelin/contracts|hardhat|solady|solc)":'

/** Files that decide the outcome of a campaign. */
type Sources = {
  readonly paths: readonly string[]
  /** Tests, of which a new file changes no outcome: it can only find more. */
  readonly tests?: readonly string[]
}

const SOLIDITY_TESTS = ['test/contracts/*.sol', 'test/mocks']

/** By campaign. Without a line here: everything. */
const SOURCES: Readonly<Record<string, Sources>> = {
  differential: { paths: [...CONTRACTS, 'deploy', 'tools/model'] },
  fuzz: { paths: CONTRACTS, tests: SOLIDITY_TESTS },
  // Its explanations of survivors change no verdict.
  mutation: {
    paths: [...CONTRACTS, 'tools/mutation', ':(exclude)tools/mutation/survivors.json'],
    tests: SOLIDITY_TESTS,
  },
}

/**
 * Reads the last commit that changed the sources of a campaign, and whether their files differ from it. So a result counts
 * for every later commit that leaves them as they are. Without git: no commit, and changed.
 */
export const readTree = (campaign: string): Tree => {
  const { paths, tests } = SOURCES[campaign] ?? { paths: ['.'] }
  try {
    const commits = [
      git('log', '-1', '--format=%H', '--', ...paths),
      git('log', '-1', '--format=%H', VERSIONS, '--', 'package.json'),
      tests === undefined ? '' : git('log', '-1', '--format=%H', '--diff-filter=MDRT', '--', ...tests),
    ]
    const changes = [
      git('status', '--porcelain', '--', ...paths),
      git('diff', 'HEAD', '--name-only', VERSIONS, '--', 'package.json'),
      tests === undefined ? '' : git('diff', 'HEAD', '--name-only', '--diff-filter=MDRT', '--', ...tests),
    ]
    const newest = git('log', '--no-walk', '-1', '--format=%H', ...commits.filter((commit) => commit !== ''))
    return { commit: newest, dirty: changes.some((change) => change !== '') }
  } catch {
    return { commit: 'none', dirty: true }
  }
}

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()

/** Names the commit in short, and whether the tree differs from it. */
export const describeTree = ({ commit, dirty }: Tree): string => `${commit.slice(0, 10)}${dirty ? ' with changes' : ''}`
