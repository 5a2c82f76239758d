import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** State of the sources that a result belongs to: the last commit that changed them. */
export type Tree = { readonly commit: string; readonly dirty: boolean }

/** Sources of the contracts, of their tests, and of the campaigns themselves. */
const CONTRACTS = ['contracts', 'hardhat.config.ts', 'scripts/generate/compilers.ts']
const SOLIDITY_TESTS = ['test/contracts/*.sol', 'test/mocks']

/** Matches the lines of package.json with the exact versions that contracts and tests are compiled from and run on. */
const VERSIONS = '-G"(@openzeppelin/contracts|hardhat|solady|solc)":'

/** Paths that the outcome of a campaign depends on. Without a line here: all. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  differential: [...CONTRACTS, 'deploy', 'tools/model'],
  fuzz: [...CONTRACTS, ...SOLIDITY_TESTS],
  // Its explanations of survivors change no verdict.
  mutation: [...CONTRACTS, ...SOLIDITY_TESTS, 'tools/mutation', ':(exclude)tools/mutation/survivors.json'],
}

/**
 * Reads the last commit that changed the sources of a campaign, and whether their files differ from it. So a result counts
 * for every later commit that leaves them as they are. Without git: no commit, and changed.
 */
export const readTree = (campaign: string): Tree => {
  const paths = SOURCES[campaign] ?? ['.']
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const changed = git('log', '-1', '--format=%H', '--', ...paths)
    const upgraded = git('log', '-1', '--format=%H', VERSIONS, '--', 'package.json')
    const commit = git('log', '--no-walk', '-1', '--format=%H', changed, upgraded)
    const upgrading = git('diff', 'HEAD', '--name-only', VERSIONS, '--', 'package.json')
    return { commit, dirty: git('status', '--porcelain', '--', ...paths) !== '' || upgrading !== '' }
  } catch {
    return { commit: 'none', dirty: true }
  }
}

/** Names the commit in short, and whether the tree differs from it. */
export const describeTree = ({ commit, dirty }: Tree): string => `${commit.slice(0, 10)}${dirty ? ' with changes' : ''}`
