import type { Commands } from './command.ts'

const HELP: readonly string[] = ['--help', '-h', 'help']

/** Least width of the names in a list of commands, the gap after them included. */
const NAME_WIDTH_MIN = 10

/** Between the longest name and what it does. */
const GAP = 2

const usageOf = async (title: string, commands: Commands): Promise<string> => {
  const entries = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => ({ name, summary: (await load()).summary })),
  )
  const width = Math.max(NAME_WIDTH_MIN, ...entries.map(({ name }) => name.length + GAP))
  return [
    `${title} <command> [arguments]`,
    '',
    ...entries.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    `${title} <command> --help says more.`,
    '',
  ].join('\n')
}

/**
 * Runs the command that the arguments name.
 *
 * @param title how the commands are called, for the list of them
 * @returns the exit code
 */
export const dispatch = async (title: string, commands: Commands, args: readonly string[]): Promise<number> => {
  const [name = '', ...rest] = args
  if (name === '' || HELP.includes(name)) {
    process.stdout.write(await usageOf(title, commands))
    return name === '' ? 1 : 0
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new Error(`There is no command "${name}".\n\n${await usageOf(title, commands)}`)
  const command = await load()
  if ('commands' in command) return dispatch(`${title} ${name}`, command.commands, rest)
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(command.usage)
    return 0
  }
  return command.run(rest)
}
