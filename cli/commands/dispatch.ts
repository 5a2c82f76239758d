import type { Commands } from './command.ts'

const HELP: readonly string[] = ['--help', '-h', 'help']

/** Least width of the names in a list of commands, the gap after them included. */
const NAME_WIDTH_MIN = 10

/** Between the longest name and what it does. */
const GAP = 2

const usageOf = (title: string, commands: Commands): string => {
  const entries = Object.entries(commands)
  const width = Math.max(NAME_WIDTH_MIN, ...entries.map(([name]) => name.length + GAP))
  return [
    `${title} <command> [arguments]`,
    '',
    ...entries.map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`),
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
    process.stdout.write(usageOf(title, commands))
    return name === '' ? 1 : 0
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) throw new Error(`There is no command "${name}".\n\n${usageOf(title, commands)}`)
  if ('commands' in entry) return dispatch(`${title} ${name}`, entry.commands, rest)
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(entry.usage)
    return 0
  }
  requireNothingSwallowed(`${title} ${name}`, entry.usage, rest)
  const run = await entry.load()
  return run(rest)
}

/**
 * Throws if npm took an option of the command for its own, because `--` was forgotten. Left unnoticed, a forgotten
 * `--dry-run` would send.
 */
const requireNothingSwallowed = (title: string, usage: string, args: readonly string[]): void => {
  if (process.env['npm_lifecycle_event'] !== 'muster') return
  const options = new Set([...usage.matchAll(/(?<=^|\s|\[)--([a-z][a-z-]*)/g)].map(([, option]) => option as string))
  const swallowed = [...options].filter((option) => {
    const value = process.env[`npm_config_${option.replaceAll('-', '_')}`]
    // npm has a setting of this name, which names a server.
    const isOfNpm = option === 'registry' && /^https?:/.test(value ?? '')
    return value !== undefined && value !== '' && !isOfNpm && !args.some((arg) => arg.split('=')[0] === `--${option}`)
  })
  if (swallowed.length === 0) return
  const names = swallowed.map((option) => `--${option}`).join(', ')
  throw new Error(`npm took ${names} for an option of its own. Write "--" before the command: ${title} …`)
}
