import { execFileSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Account that the database server runs as. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number }

/** Postgres refuses to run as root. Most systems have one of these accounts. None is created. */
const CANDIDATES = ['postgres', 'nobody'] as const

/** Returns the account for the server. Undefined: this process is not root's and needs no other. */
export const serverAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined
  for (const name of CANDIDATES) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
      )
      if (uid && gid) return { name, uid, gid }
    } catch {
      // The system does not have this account.
    }
  }
  throw new Error(
    `Postgres does not run as root, and this system has none of the accounts ${CANDIDATES.join(', ')}. ` +
      'Run Muster as an ordinary user.',
  )
}

/** Returns whether all users may walk into a folder. Home folders and temporary ones are often closed to others. */
export const isOpenToOthers = (path: string): boolean => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & constants.S_IXOTH) === 0) return false
    } catch {
      // It does not exist yet. The folder that it will be made in decides.
    }
    if (folder === dirname(folder)) return true
  }
}

/** Throws a sentence if this process cannot write to a folder. */
export const requireWritable = (folder: string): void => {
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new Error(`The data folder ${folder} cannot be written. Choose another with MUSTER_DATA=<folder>.`)
  }
}
