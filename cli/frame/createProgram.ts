import { Argument, Command, Option } from 'commander'
import { paint, terminalWidth } from '../output/renderBlocks.ts'
import { OUTPUT_OPTIONS, PROFILE_OPTIONS } from './commonOptions.ts'
import type { CommandDefinition, CommandTable, GroupDefinition, OptionDefinition } from './definition.ts'
import { UsageError } from './errors.ts'

/** Values of the options that were given, by name. */
export type ParsedValues = Readonly<Record<string, string | boolean | readonly string[]>>

/** A call that the parser accepted. */
export type ParsedCall = {
  readonly definition: CommandDefinition
  /** Words that call the command, such as `node show`. */
  readonly path: readonly string[]
  readonly words: readonly string[]
  readonly values: ParsedValues
}

/** All options of a command, in the order of its help. */
export const optionsOf = ({ options = [], network = [] }: CommandDefinition): readonly OptionDefinition[] => [
  ...options,
  ...network,
  ...(network.length === 0 ? [] : PROFILE_OPTIONS),
  ...OUTPUT_OPTIONS,
]

/** Refuses an option that stands where a value should: `--out --dry-run` would otherwise send. */
const checkValue = ({ name }: OptionDefinition, value: string): string => {
  if (!/^--[a-z]/.test(value)) return value
  throw new UsageError({ message: `--${name} needs a value, and "${value}" is an option.` })
}

const createOption = (definition: OptionDefinition): Option => {
  const { name, value, count, text, heading = 'Options' } = definition
  const flags = value === undefined ? `--${name}` : `--${name} <${value}${count === 'list' ? '...' : ''}>`
  const option = new Option(flags, text).helpGroup(`${heading}:`)
  if (value === undefined) return option
  return option.argParser((given: string, before: string | readonly string[] | undefined) => {
    checkValue(definition, given)
    if (count !== undefined) return [...(Array.isArray(before) ? before : []), given]
    if (before !== undefined) throw new UsageError({ message: `--${name} is given twice.` })
    return given
  })
}

/** How the arguments of a command are written, such as `POOL` or `NODE...`. */
const usageOf = ({ arguments: words = [] }: CommandDefinition): string =>
  [
    ...words.map(({ name, isOptional, isRepeated }) => {
      const word = `${name}${isRepeated ? '...' : ''}`
      return isOptional ? `[${word}]` : word
    }),
    '[options]',
  ].join(' ')

const configure = (command: Command): Command =>
  command
    .exitOverride()
    .helpOption('-h, --help', 'show this help')
    .configureOutput({
      outputError: () => undefined,
      getOutHelpWidth: () => terminalWidth(process.stdout),
      getErrHelpWidth: () => terminalWidth(process.stderr),
    })
    .configureHelp({
      optionTerm: ({ flags }) => flags.replace(/[<>]/g, ''),
      subcommandTerm: (subcommand) => subcommand.name(),
      argumentTerm: (argument) => argument.name(),
      styleTitle: (title) => paint(title, 'title', process.stdout),
    })

/** Input for the parsers of all commands. */
type Making = {
  /** The command line. Commands that it does not name get a name and a summary only, which is much faster. */
  readonly args: readonly string[]
  readonly onCall: (call: ParsedCall) => void
}

const addLeaf = (
  parent: Command,
  definition: CommandDefinition,
  { args, path, onCall }: Making & { readonly path: readonly string[] },
): void => {
  const { name, summary, description, notes, arguments: words = [] } = definition
  const command = parent.command(name).summary(summary)
  if (!args.includes(name)) return
  command.description(description).usage(usageOf(definition))
  // The frame itself checks for missing words, so that it can name all that is missing at once.
  for (const word of words)
    command.addArgument(new Argument(word.isRepeated ? `[${word.name}...]` : `[${word.name}]`, word.text))
  for (const option of optionsOf(definition)) command.addOption(createOption(option))
  command.addHelpOption(new Option('-h, --help', 'show this help').helpGroup('Output:'))
  if (notes !== undefined) command.addHelpText('after', notes)
  command.action(() => {
    const values = Object.fromEntries(
      command.options.flatMap((option) => {
        const value: unknown = command.getOptionValue(option.attributeName())
        return value === undefined ? [] : [[option.name(), value]]
      }),
    ) as ParsedValues
    onCall({ definition, path: [...path, name], words: command.args, values })
  })
}

const addGroup = (parent: Command, { name, summary, commands }: GroupDefinition, making: Making): void => {
  const group = parent.command(name).summary(summary)
  if (!making.args.includes(name)) return
  group.description(`${capitalize(summary)}.`).usage('COMMAND [options]')
  group.helpCommand('help [COMMAND]', 'show the help of a command')
  for (const command of commands) addLeaf(group, command, { ...making, path: [name] })
}

const capitalize = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/**
 * The parser and the help of all commands.
 *
 * @param title how the command is called, such as `npm run muster --`
 * @param making.onCall told of a call that was parsed; nothing is loaded before
 */
export const createProgram = (
  { title, description, table }: { readonly title: string; readonly description: string; readonly table: CommandTable },
  making: Making,
): Command => {
  const program = configure(new Command(title)).description(description).usage('COMMAND [options]')
  program.helpCommand('help [COMMAND]', 'show the help of a command')
  for (const entry of table) {
    if ('commands' in entry) addGroup(program, entry, making)
    else addLeaf(program, entry, { ...making, path: [] })
  }
  return program
}
