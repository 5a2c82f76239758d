import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from '../../cli/lib/isAlive.mjs'
import { Failure } from './failure.mjs'
import { withProgress } from './progress.mjs'
import { WORK_FOLDER } from './root.mjs'

/** The holder of the lock touches it this often. */
const TOUCH_MS = 1_000

/** A lock untouched for this long belongs to a process that has ended or hangs. */
const STALE_MS = 15_000

const POLL_MS = 200

/** Longest wait for the lock. An installation takes a minute. */
const WAIT_MS_MAX = 15 * 60_000

/**
 * Runs a task under a lock of this clone. Two commands that start together in a fresh clone must not install into the
 * same folder.
 *
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export const exclusively = async (task) => {
  const lock = join(WORK_FOLDER, 'bootstrap.lock')
  mkdirSync(WORK_FOLDER, { recursive: true })
  await take(lock)
  const timer = setInterval(() => touch(lock), TOUCH_MS)
  const unlock = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', unlock)
  try {
    return await task()
  } finally {
    clearInterval(timer)
    unlock()
    process.off('exit', unlock)
  }
}

/** @param {string} lock */
const take = async (lock) => {
  if (tryToTake(lock)) return
  await withProgress(
    'Waiting for another command that installs or compiles',
    () => '',
    async () => {
      const deadline = performance.now() + WAIT_MS_MAX
      while (!tryToTake(lock)) {
        if (performance.now() > deadline) {
          throw new Failure(
            `Another command has held ${lock} for ${WAIT_MS_MAX / 60_000} minutes. End it, or remove that folder.`,
          )
        }
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    },
  )
}

/** @param {string} lock */
const tryToTake = (lock) => {
  if (isStale(lock)) removeStale(lock)
  try {
    mkdirSync(lock)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
  writeFileSync(join(lock, 'pid'), String(process.pid))
  return true
}

/** Renames a stale lock before it is removed, because another command may have taken it anew. @param {string} lock */
const removeStale = (lock) => {
  const aside = `${lock}.${process.pid}`
  try {
    renameSync(lock, aside)
    if (isStale(aside)) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, lock)
  } catch {
    // Another command was faster.
  }
}

/** @param {string} lock */
const isStale = (lock) => {
  const stats = statSync(lock, { throwIfNoEntry: false })
  if (stats === undefined) return false
  return (
    Date.now() - stats.mtimeMs > STALE_MS || (Date.now() - stats.mtimeMs > 2 * TOUCH_MS && !isAlive(holderOf(lock)))
  )
}

/** @param {string} lock @returns {number} NaN: the holder is not written yet */
const holderOf = (lock) => {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8'))
  } catch {
    return Number.NaN
  }
}

/** @param {string} lock */
const touch = (lock) => {
  try {
    utimesSync(lock, new Date(), new Date())
  } catch {
    // Another command took it as stale.
  }
}
