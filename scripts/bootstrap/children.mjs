import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Failure } from './failure.mjs'
import { isHangUpIgnored, whenParentEnds } from './parent.mjs'

/** Signals by which a terminal, a supervisor or CI ends a program. */
const SIGNALS = /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])

/** A terminal sends Ctrl-C to the child as well. A child that runs on after this time did not get it. */
const INTERRUPT_GRACE_MS = 3_000

/** Time for npm to end before it is killed. A killed npm leaves packages that are installed anew. */
const GROUP_GRACE_MS = 2_000

/** Longest part of a child's output that is kept. */
const OUTPUT_CHARS_MAX = 20_000

/** @typedef {{ child: import('node:child_process').ChildProcess, isGroup: boolean }} Running */

/** @type {Set<Running>} */
const running = new Set()

/** @type {NodeJS.Signals | undefined} */
let received

/** Exit code by which a shell reports that a signal ended a program. @param {NodeJS.Signals} signal */
const exitCodeOf = (signal) => 128 + (constants.signals[signal] ?? 0)

/** Exit code of a signal that this process got. @returns {number | undefined} undefined: it got none */
export const interruption = () => received && exitCodeOf(received)

/** Ends all children when this process gets a signal or its parent ends. */
export const watchSignals = () => {
  for (const signal of SIGNALS) {
    if (signal === 'SIGHUP' && isHangUpIgnored()) continue
    process.on(signal, () => stopAll(signal))
  }
  whenParentEnds(() => stopAll('SIGTERM'), { isDetached: isHangUpIgnored() })
}

/** @param {NodeJS.Signals} signal */
const stopAll = (signal) => {
  received ??= signal
  if (running.size === 0) process.exit(exitCodeOf(signal))
  for (const one of running) end(one, signal)
}

/** @param {Running} one @param {NodeJS.Signals} signal */
const end = ({ child, isGroup }, signal) => {
  if (isGroup) {
    killGroup(child, 'SIGTERM')
    setTimeout(() => killGroup(child, 'SIGKILL'), GROUP_GRACE_MS).unref()
  } else if (signal === 'SIGINT' && process.stdin.isTTY) {
    setTimeout(() => child.kill(signal), INTERRUPT_GRACE_MS).unref()
  } else {
    child.kill(signal)
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
const killGroup = ({ pid }, signal) => {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // The group has ended.
  }
}

/**
 * Runs a program to its end.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {boolean} [options.isTool] a tool of the set-up: its output is kept instead of shown, and it ends with all that
 *   it started
 * @param {boolean} [options.isLinked] the child learns by its IPC channel that this process is gone
 * @returns {Promise<{ code: number, output: string }>}
 */
export const runChild = async (file, args, { cwd, env, isTool = false, isLinked = false }) => {
  /** @type {import('node:child_process').StdioOptions} */
  const shown = ['inherit', 'inherit', 'inherit', isLinked ? 'ipc' : 'ignore']
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = isTool ? ['ignore', 'pipe', 'pipe'] : shown
  /** @type {import('node:child_process').ChildProcess} */
  const child = spawn(file, args, { cwd, env, detached: isTool, stdio })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-OUTPUT_CHARS_MAX)
    })
  }
  const one = { child, isGroup: isTool }
  running.add(one)
  try {
    const code = await /** @type {Promise<number>} */ (
      new Promise((resolve, reject) => {
        child.once('error', (error) => reject(new Failure(`${file} could not be started: ${error.message}`)))
        child.once('close', (exitCode, signal) => resolve(exitCode ?? exitCodeOf(signal ?? 'SIGTERM')))
      })
    )
    // An interrupted tool did half its work, so no later step may follow.
    if (isTool && received !== undefined) process.exit(exitCodeOf(received))
    return { code, output }
  } finally {
    running.delete(one)
  }
}
