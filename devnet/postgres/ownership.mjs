import { lstatSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the clone. */
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const GROUP_WRITES = 0o020
const OTHERS_WRITE = 0o002
const STICKY = 0o1000

/** Thrown if another user could replace the programs in a folder. */
export class NotOwnError extends Error {}

/**
 * Throws unless this user, root and the owner of the clone alone can change the programs at `path`.
 *
 * Refuses a folder that other users can write to. A folder above it may be sticky, as /tmp is: there only the owner of an
 * entry can replace it.
 *
 * @param {string} path of something that exists
 * @throws {NotOwnError}
 */
export const requireOwn = (path) => {
  if (process.getuid === undefined) return
  // This program itself is a file of the clone's owner.
  const trusted = new Set([process.getuid(), 0, lstatSync(ROOT).uid])
  let isLeaf = true
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    const { uid, gid, mode } = lstatSync(folder)
    if (!trusted.has(uid)) {
      throw new NotOwnError(
        `${folder} belongs to another user (id ${uid}), who could replace the programs in ${path}.\n` +
          'Run the command from a folder that you made.',
      )
    }
    const isSafe = isClosed(mode, gid) || (!isLeaf && (mode & STICKY) !== 0)
    if (!isSafe) {
      throw new NotOwnError(
        `Other users can write to ${folder} and could replace the programs in ${path}.\n` +
          `Close it and run the command again: chmod go-w '${folder}'`,
      )
    }
    isLeaf = false
    if (folder === dirname(folder)) return
  }
}

/** Whether only the owner can write. A group of the owner's own, as many systems make for each user, counts as the owner. */
const isClosed = (/** @type {number} */ mode, /** @type {number} */ gid) =>
  (mode & OTHERS_WRITE) === 0 && ((mode & GROUP_WRITES) === 0 || gid === 0 || gid === process.getgid?.())
