import type { Need } from '../lib/network/needs.ts'
import type { Action } from './action.ts'

/** One option of a command. It has no value if `value` is left out. */
export type OptionDefinition = {
  /** Name without the dashes. */
  readonly name: string
  /** Placeholder of the value in help, such as `URL`. */
  readonly value?: string
  /** `repeated`: may be given several times. `list`: takes all words up to the next option. */
  readonly count?: 'repeated' | 'list'
  readonly isRequired?: true
  readonly text: string
  /** Heading in help; `Options` if left out. */
  readonly heading?: string
}

/** One word of a command that is not an option. */
export type ArgumentDefinition = {
  /** Name in capitals, as help and errors show it. */
  readonly name: string
  readonly text: string
  /** May be left out. */
  readonly isOptional?: true
  /** Takes all further words. */
  readonly isRepeated?: true
}

/** Tells whether an option was given. */
export type IsGiven = (option: string) => boolean

/**
 * One command. Parser, help, check of missing values and loading all read it, so they cannot differ.
 */
export type CommandDefinition = {
  readonly name: string
  /** One line for the list of commands, without a full stop. */
  readonly summary: string
  /** Sentences for the command's own help. */
  readonly description: string
  /** Further lines at the end of the help. */
  readonly notes?: string
  readonly arguments?: readonly ArgumentDefinition[]
  /** Options beside those of the network and of the output. */
  readonly options?: readonly OptionDefinition[]
  /** Options that name the network, see `networkOptions.ts`. */
  readonly network?: readonly OptionDefinition[]
  /** Values of the network that it cannot do without. They come from flags or a profile. */
  readonly needs?: readonly Need[] | ((isGiven: IsGiven) => readonly Need[])
  /** The command ends by itself on SIGINT and SIGTERM. Otherwise the frame ends it. */
  readonly handlesSignals?: true
  /** Version of its JSON; 1 if left out. */
  readonly version?: number
  /** Imports the command's code. Help never calls it. */
  readonly load: () => Promise<Action>
}

/** Several commands under one noun. */
export type GroupDefinition = {
  readonly name: string
  readonly summary: string
  readonly commands: readonly CommandDefinition[]
}

/** All commands: each entry is a command or a group of commands. */
export type CommandTable = readonly (CommandDefinition | GroupDefinition)[]
