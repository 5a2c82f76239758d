/** The `muster` command: `npm run muster -- <command> [arguments]`. One file per command in `commands/`. */
import { BaseError } from '../shared/errors.ts'
import type { Command } from './commands/command.ts'
import { replay } from './commands/replay.ts'
import { verify } from './commands/verify.ts'

const COMMANDS: Readonly<Record<string, Command>> = { verify, replay }

const usage = (): string =>
  [
    'npm run muster -- <command> [arguments]',
    '',
    ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
    '',
    'npm run muster -- <command> --help says more.',
    '',
  ].join('\n')

const main = async ([name = '', ...args]: readonly string[]): Promise<number> => {
  if (['', '--help', '-h', 'help'].includes(name)) {
    process.stdout.write(usage())
    return name === '' ? 1 : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Error(`There is no command "${name}".\n\n${usage()}`)
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(command.usage)
    return 0
  }
  return await command.run(args)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const code = error instanceof BaseError ? ` [${error.code}]` : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${code}\n`)
  process.exitCode = 1
}
// Keep-alive connections of `fetch` must not hold the terminal.
process.exit()
