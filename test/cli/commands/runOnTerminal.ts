import { execFile, spawnSync } from 'node:child_process'
import { musterBundle } from '../../helpers/runMuster.ts'

/** Hang guard. A command takes a second or two. */
const TIMEOUT_MS = 60_000

/** Runs a program on a new terminal, types a line once a question is asked, and copies what the terminal shows. */
const SCRIPT = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[2], sys.argv[2:])
shown, is_asked = b'', False
while True:
    try:
        part = os.read(fd, 4096)
    except OSError:
        break
    if not part:
        break
    shown += part
    if b'[y/N]' in shown and not is_asked:
        is_asked = True
        os.write(fd, sys.argv[1].encode() + b'\\n')
sys.stdout.buffer.write(shown)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`

/** Whether this machine can make a terminal: it has Python 3.9 or newer. */
export const hasTerminals = (): boolean =>
  spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']).status === 0

/** Runs `muster` on a terminal, answers its question, and gives its exit code and all it showed. */
export const runOnTerminal = async (
  args: readonly string[],
  { answer, env }: { readonly answer: string; readonly env: Record<string, string> },
): Promise<{ code: number; output: string }> => {
  const bundle = await musterBundle()
  const command = ['-c', SCRIPT, answer, process.execPath, bundle.script, ...args]
  const options = { env: { ...bundle.env, ...env, TERM: 'dumb' }, timeout: TIMEOUT_MS }
  return new Promise((resolve) => {
    execFile('python3', command, options, (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout.replaceAll('\r', '') }),
    )
  })
}
