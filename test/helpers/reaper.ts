/**
 * Ends a helper process when the process that started it is gone, whatever ended that one.
 *
 * `afterAll` does not run when a test worker is killed; a Postgres or an anvil left behind would then hold its port and
 * its memory for ever. The reaper is a shell waiting on a pipe from us: when we die, the kernel closes the pipe.
 */
import { spawn } from 'node:child_process'

export type Reaper = {
  /** Call after the process was stopped in the ordinary way: the reaper then ends without touching anything. */
  dismiss(): void
}

/** Watches over process `pid`; `folder`, where given, is removed after it ended. */
export function startReaper(args: { pid: number; folder?: string }): Reaper {
  const script = 'read -r word && exit 0; kill -9 "$1" 2>/dev/null; [ -z "$2" ] || { sleep 1; rm -rf -- "$2"; }'
  const child = spawn('/bin/sh', ['-c', script, 'reaper', String(args.pid), args.folder ?? ''], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Its own group: a Ctrl-C at the terminal must not end the reaper before it did its work.
    detached: true,
  })
  child.unref()
  const input = child.stdin
  input.on('error', () => {})
  ;(input as unknown as { unref?: () => void }).unref?.()
  return { dismiss: () => void input.end('done\n') }
}
