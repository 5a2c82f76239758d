import { CommanderError } from 'commander'
import type { FollowUp } from '../lib/network/followUp.ts'
import { createProgram, type ParsedCall } from './createProgram.ts'
import type { CommandTable } from './definition.ts'
import { UsageError } from './errors.ts'

/** A parsed command line: a call, or a help that is printed already. */
export type Parsed = { readonly call: ParsedCall } | { readonly helpShown: 'asked' | 'no command' }

/** The part of the parser's message between its quotes: what the caller typed. */
const typedIn = (message: string): string => /'([\s\S]*)'/.exec(message.split('\n', 1)[0] ?? '')?.[1] ?? ''

/** Names that the parser finds close to what was typed. */
const nearestIn = (message: string): string => /\(Did you mean (?:one of )?([^?]*)\?\)/.exec(message)?.[1] ?? ''

const suggestion = (message: string): readonly string[] => {
  const nearest = nearestIn(message)
  return nearest === '' ? [] : [`Did you mean ${nearest.replace(/, ([^,]*)$/, ' or $1')}?`]
}

/** Turns an error of the parser into a sentence. */
const explain = ({ code, message }: CommanderError, words: readonly string[]): UsageError => {
  const typed = (typedIn(message).split('=', 1)[0] ?? '').slice(0, 80)
  const next: readonly FollowUp[] = [{ words: [...words, '--help'], needs: [] }]
  if (code === 'commander.unknownOption') {
    return new UsageError({ message: `There is no option "${typed}" here.`, advice: suggestion(message), next })
  }
  if (code === 'commander.unknownCommand') {
    return new UsageError({ message: `There is no command "${typed}".`, advice: suggestion(message), next })
  }
  if (code === 'commander.optionMissingArgument') {
    return new UsageError({ message: `${typed.replace(/[<>]/g, '')} needs a value.` })
  }
  if (code === 'commander.excessArguments') {
    const given = /: ([^:]*)\.$/.exec(message)?.[1] ?? ''
    return new UsageError({ message: `There are more words than the command takes: ${given}.`, next })
  }
  return new UsageError({ message: message.replace(/^error: /, '') })
}

/** Words of a command line that name a command: those before the first option. */
const nounsOf = (table: CommandTable, args: readonly string[]): readonly string[] => {
  const [first = '', second = ''] = args
  const entry = table.find(({ name }) => name === first)
  if (entry === undefined) return []
  const isSub = 'commands' in entry && entry.commands.some(({ name }) => name === second)
  return isSub ? [first, second] : [first]
}

/**
 * Parses a command line. Prints help if it is asked for, or if no command is named.
 *
 * @param args.title how the command is called
 * @throws UsageError
 */
export const parseCall = (
  program: { readonly title: string; readonly description: string; readonly table: CommandTable },
  args: readonly string[],
): Parsed => {
  let call: ParsedCall | undefined
  const onCall = (parsed: ParsedCall): void => {
    call = parsed
  }
  try {
    createProgram(program, { args, onCall }).parse([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.helpDisplayed') return { helpShown: 'asked' }
    if (error.code === 'commander.help') return { helpShown: error.exitCode === 0 ? 'asked' : 'no command' }
    throw explain(error, nounsOf(program.table, args))
  }
  if (call === undefined) throw new RangeError('The parser accepted a call without a command.')
  return { call }
}
