import { execFile } from 'node:child_process'
import { LifeStepFailedError } from './errors.ts'
import type { CommandResult } from './playLife.ts'

/** Longest run of one command. A transaction is mined within seconds on the demo. */
const COMMAND_MS_MAX = 120_000

/** The first words of a call: the command, without its values. */
const nameOf = (words: readonly string[]): string => words.slice(0, 2).join(' ')

/**
 * Runs `muster` as a process of its own, with `--json`.
 *
 * @param script the script of this process
 * @param network options that name the network
 * @throws LifeStepFailedError
 */
export const runMuster = (script: string, network: readonly string[], words: readonly string[]) =>
  new Promise<CommandResult>((resolve, reject) => {
    const args = [...process.execArgv, script, ...words, ...network, '--json']
    execFile(process.execPath, args, { timeout: COMMAND_MS_MAX }, (error, stdout, stderr) => {
      if (error === null) resolve(JSON.parse(stdout) as CommandResult)
      else reject(new LifeStepFailedError({ command: nameOf(words), reason: reasonOf(stderr) ?? error.message }))
    })
  })

/** The message of the last line that is an error in JSON. */
const reasonOf = (stderr: string): string | undefined => {
  for (const line of stderr.trim().split('\n').reverse()) {
    try {
      const { schema, message } = JSON.parse(line) as { schema?: string; message?: string }
      if (schema === 'muster.error') return message
    } catch {
      // Warnings of the runtime are not JSON.
    }
  }
  return undefined
}
