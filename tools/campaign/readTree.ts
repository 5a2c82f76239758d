import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** State of the sources that a result belongs to. */
export type Tree = { readonly commit: string; readonly dirty: boolean }

/** Reads the commit that is checked out, and whether the files differ from it. Without git: no commit, and changed. */
export const readTree = (): Tree => {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain') !== '' }
  } catch {
    return { commit: 'none', dirty: true }
  }
}

/** Names the commit in short, and whether the tree differs from it. */
export const describeTree = ({ commit, dirty }: Tree): string => `${commit.slice(0, 10)}${dirty ? ' with changes' : ''}`
