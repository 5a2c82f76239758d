import { type Run, type RunOptions, run } from './run.ts'

/** Starts a network with a line of shell and waits until it is up. */
export const startNetwork = async (line: string, options: RunOptions): Promise<Run> => {
  const started = run(line, options)
  await started.printed('Muster is up.')
  return started
}

/** Interrupts a network as Ctrl-C does, and waits until its command has ended. */
export const stopNetwork = async ({ child, exit, output }: Run): Promise<void> => {
  child.kill('SIGINT')
  if ((await exit) !== 0 && !output().includes('stopped')) throw new Error(`It did not stop in order:\n${output()}`)
}
