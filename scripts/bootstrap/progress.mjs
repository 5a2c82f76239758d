import { say } from './failure.mjs'

/** Shorter tasks print no progress. */
const QUIET_MS = 2_000

/** Time between two updates: of one line on a terminal, of lines elsewhere. */
const TERMINAL_MS = 500
const LINES_MS = 10_000

/** Clears the line that the cursor is in. */
const CLEAR = '\r\u001b[K'

/**
 * Runs a task and prints its progress to standard error once it takes longer than two seconds.
 *
 * @template T
 * @param {string} label name of the task, as in "Installing packages"
 * @param {() => string} measure progress, as in "12 of 240 packages"; called at each update
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export const withProgress = async (label, measure, task) => {
  const startedAt = performance.now()
  const { isTTY } = process.stderr
  const elapsed = () => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`
  const line = () => [`${label} … ${elapsed()}`, measure()].filter((part) => part !== '').join(', ')
  say(`${label} …`)
  let isOpen = false
  let toldAt = startedAt
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - startedAt < QUIET_MS || (!isTTY && now - toldAt < LINES_MS && toldAt !== startedAt)) return
    toldAt = now
    isOpen = isTTY
    process.stderr.write(isTTY ? `${CLEAR}${line()}` : `${line()}\n`)
  }, TERMINAL_MS)
  try {
    const result = await task()
    const done = [`${label}: done in ${elapsed()}`, measure()].filter((part) => part !== '').join(', ')
    say(`${isOpen ? CLEAR : ''}${done}`)
    return result
  } catch (error) {
    if (isOpen) say('')
    throw error
  } finally {
    clearInterval(timer)
  }
}
