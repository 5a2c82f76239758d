import { lstatSync, mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireOwn } from './ownership.mjs'

/** Read by all, written by its owner. */
const MODE = 0o755

/**
 * Folders outside the clone, best first. Everybody can write to where the last two lie: a candidate is used only if this
 * user made it and no other user can change it.
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
 * What `check` makes of the first folder outside the clone that this user owns, that other accounts can read, and that
 * `check` accepts.
 *
 * @param purpose what the folder is for, as in "PostgreSQL's programs"
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
