import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ReaperOptions, startReaper } from './startReaper.ts'

/** Longest part of a child's own words that is kept for an error. */
const WORDS_CHARS_MAX = 2_000

export type SuperviseOptions = Omit<ReaperOptions, 'pid'> & {
  /** Longest orderly end. Then the child gets `lastSignal`. */
  readonly stopMsMax: number
  readonly lastSignal: 'SIGKILL' | 'SIGQUIT'
}

/** A child process that is watched to its end. */
export type SupervisedChild = {
  /** Resolves when the child is gone, or could not be started. Never rejects. */
  readonly exited: Promise<void>
  readonly isOver: () => boolean
  /** Returns the end of its output, and the reason if it could not be started. */
  readonly lastWords: () => string
  /** Ends it within the bound. May be called twice, and after the child has ended. */
  readonly stop: () => Promise<void>
}

/**
 * Watches a child that was started with `detached: true`. Ctrl-C then reaches us alone, and its users are stopped before
 * it. A reaper ends the child if this process is killed.
 */
export const superviseChild = (child: ChildProcess, options: SuperviseOptions): SupervisedChild => {
  const { stopMsMax, lastSignal, signal = 'TERM' } = options
  let words = ''
  let over = false
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-WORDS_CHARS_MAX)
    })
  }
  const exited = new Promise<void>((resolve) => {
    const end = (error?: unknown): void => {
      if (error instanceof Error) words += error.message
      over = true
      resolve()
    }
    child.once('close', () => end())
    child.once('error', end)
  })
  const reaper = child.pid === undefined ? undefined : startReaper({ ...options, pid: child.pid })
  return {
    exited,
    isOver: () => over,
    lastWords: () => words.trim(),
    stop: async () => {
      if (!over) child.kill(`SIG${signal}`)
      const isGone = await Promise.race([exited.then(() => true), sleep(stopMsMax, false, { ref: false })])
      if (!isGone) child.kill(lastSignal)
      await exited
      reaper?.dismiss()
    },
  }
}
