import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** Time that this process may outlive its parent. */
const POLL_MS = 500

const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'ash', 'ksh'])

/**
 * Calls `onEnd` once when the parent of this process has ended. npm passes a signal to its shell, and the shell passes
 * it to no child. So this process has to detect the end of either.
 *
 * @param {() => void} onEnd
 * @param {{ isDetached: boolean }} options `isDetached`: `nohup` started it, so it may outlive a shell, but not npm
 */
export const whenParentEnds = (onEnd, { isDetached }) => {
  const isUnderNpm = process.env['npm_lifecycle_event'] !== undefined
  if (isDetached && !isUnderNpm) return
  const parent = process.ppid
  const npm = isUnderNpm && isShell(parent) ? parentOf(parent) : undefined
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return
    clearInterval(timer)
    onEnd()
  }, POLL_MS)
  timer.unref()
}

/**
 * Whether process `pid` is a shell that runs one command, as npm starts it. Known on Linux only. @param {number} pid
 */
const isShell = (pid) => {
  try {
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return SHELLS.has(basename(program)) && args.includes('-c')
  } catch {
    return false
  }
}

/** @param {number} pid @returns {number | undefined} undefined: the process has ended */
const parentOf = (pid) => {
  try {
    // The name before it is in brackets and may hold any character.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')
    return Number(fields[1])
  } catch {
    return undefined
  }
}

/** Whether `nohup` started this process. Only Linux tells: elsewhere the answer is false. */
export const isHangUpIgnored = () => {
  try {
    const [, mask = '0'] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    return (BigInt(`0x${mask}`) & 1n) === 1n
  } catch {
    return false
  }
}
