import { lstatSync, mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireOwn } from './ownership.mjs'

/** All users can read it, and its owner can write to it. */
const MODE = 0o755

/**
 * Returns folders outside the clone, best first. All users can write to the parents of the last two. So a candidate is
 * used only if this user made it and no other user can change it.
 */
const candidates = (): string[] => {
  const uid = process.getuid?.() ?? 0
  const homes =
    uid === 0
      ? ['/var/lib/muster', '/var/cache/muster']
      : [join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'muster')]
  return [...homes, join(tmpdir(), `muster-${uid}`), `/var/tmp/muster-${uid}`]
}

/**
 * Returns the result of `check` for the first folder outside the clone that `check` accepts. This user owns the folder,
 * and other accounts can read it.
 *
 * @param purpose as in "PostgreSQL's programs", for errors
 * @param check throws if the folder does not serve the purpose, as on a file system that runs no programs
 * @throws with the reason of each candidate if none can be used
 */
export const findOwnFolder = <T>(purpose: string, check: (folder: string) => T): T => {
  const reasons: string[] = []
  for (const folder of candidates()) {
    try {
      return check(openFolder(folder))
    } catch (error) {
      reasons.push(`  ${folder}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new Error(`This machine has no folder for ${purpose}:\n${reasons.join('\n')}`)
}

const openFolder = (folder: string): string => {
  try {
    mkdirSync(folder, { mode: MODE })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const stats = lstatSync(folder)
  // A link of another user could lead anywhere.
  if (!stats.isDirectory()) throw new Error('is not a folder')
  requireOwn(folder)
  if (process.getuid?.() === 0 && (stats.mode & MODE) !== MODE) throw new Error('is closed to other accounts')
  return folder
}
