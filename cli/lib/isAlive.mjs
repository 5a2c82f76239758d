import { existsSync, readFileSync } from 'node:fs'

/**
 * Returns whether a process with this number exists, of any user. Runs on Node 18 without packages, as the bootstrap does.
 *
 * @param {number} pid
 */
export const isAlive = (pid) => {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * Returns whether a process with this number exists and its command line holds `word`. After a restart of the machine a
 * number may belong to any process. Only Linux tells command lines: elsewhere the number decides.
 *
 * @param {number} pid
 * @param {string} word
 */
export const isAliveAs = (pid, word) => {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word)
  } catch {
    return !existsSync('/proc/self/cmdline')
  }
}
