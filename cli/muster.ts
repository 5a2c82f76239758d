/** The `muster` command: `npm run muster -- <command> [arguments]`. One file per command in `commands/`. */
import { COMMANDS } from './commands/commands.ts'
import { dispatch } from './commands/dispatch.ts'

try {
  process.exitCode = await dispatch('npm run muster --', COMMANDS, process.argv.slice(2))
} catch (caught) {
  const { explainRevert } = await import('./lib/chain/explainRevert.ts')
  const { BaseError } = await import('../shared/errors/baseError.ts')
  const error = explainRevert(caught)
  const code = error instanceof BaseError ? ` [${error.code}]` : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${code}\n`)
  process.exitCode = 1
}
// Keep-alive connections of `fetch` must not hold the terminal.
process.exit()
