import { spawn } from 'node:child_process'

/** Ends a child when the process that started it is gone, for any reason. */
export type Reaper = {
  /** Ends the reaper and leaves the child alone. Call it after the child was stopped in the ordinary way. */
  readonly dismiss: () => void
}

/** Seconds a child has to save what it holds before it is killed. */
const GRACE_SECONDS = 10

export type ReaperOptions = {
  /** Process to end. */
  readonly pid: number
  /** Signal that asks it to end. Postgres drops its connections on INT only. */
  readonly signal?: 'TERM' | 'INT'
  /** Folder to remove after the process has ended. */
  readonly folder?: string
}

/**
 * Watches over process `pid`. After a `kill -9` none of our code runs, and a database or a chain would go on holding its
 * port and its files. The reaper is a shell that waits on a pipe from us: when we die, the kernel closes the pipe.
 */
export const startReaper = ({ pid, signal = 'TERM', folder = '' }: ReaperOptions): Reaper => {
  const script = [
    'read -r word && exit 0',
    `kill -${signal} "$1" 2>/dev/null`,
    `for i in $(seq ${GRACE_SECONDS}); do kill -0 "$1" 2>/dev/null || break; sleep 1; done`,
    'kill -9 "$1" 2>/dev/null',
    '[ -z "$2" ] || rm -rf -- "$2"',
  ].join('\n')
  const child = spawn('/bin/sh', ['-c', script, 'reaper', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Its own group: a Ctrl-C at the terminal must not end the reaper before its work is done.
    detached: true,
  })
  child.unref()
  child.stdin.on('error', () => undefined)
  ;(child.stdin as unknown as { unref?: () => void }).unref?.()
  return { dismiss: () => void child.stdin.end('done\n') }
}
