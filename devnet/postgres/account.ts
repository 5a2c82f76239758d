import { execFileSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Who the database server runs as. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number }

/** Postgres refuses to run as root. These exist on practically every system; no user is ever created. */
const CANDIDATES = ['postgres', 'nobody'] as const

/** The account for the server: none needed (undefined) unless this process is root's. */
export const serverAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined
  for (const name of CANDIDATES) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
      )
      if (uid && gid) return { name, uid, gid }
    } catch {
      // No such account: the next one.
    }
  }
  throw new Error(
    `Postgres does not run as root, and this system has none of the accounts ${CANDIDATES.join(', ')} to run it as. ` +
      'Run Muster as an ordinary user.',
  )
}

/** Whether everyone may walk into this folder: a home folder or a temporary one is often closed to others. */
export const isOpenToOthers = (path: string): boolean => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & constants.S_IXOTH) === 0) return false
    } catch {
      // Not there yet: what counts is the folder it will be made in.
    }
    if (folder === dirname(folder)) return true
  }
}

/** Throws a sentence where a folder cannot be written by this process. */
export const requireWritable = (folder: string): void => {
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new Error(`The data folder ${folder} cannot be written. Choose another with MUSTER_DATA=<folder>.`)
  }
}
