/** Runs one command of the `muster` command line. @returns the exit code: 0 only if everything is as it should be */
export type Command = (args: readonly string[]) => Promise<number>

/** What `--help` prints of one command. */
export type Help = {
  /** One line for the list of commands. */
  readonly summary: string
  /** How it is called and what it does. */
  readonly usage: string
}

/** Help of several commands, by name. */
export type HelpTexts = Readonly<Record<string, Help>>

/** A command that is loaded when it runs: none waits for what the others need. */
export type Entry = Help & { readonly load: () => Promise<Command> }

/** Several commands under one name. */
export type Group = { readonly summary: string; readonly commands: Commands }

/** Commands by name. */
export type Commands = Readonly<{ [name: string]: Entry | Group }>
