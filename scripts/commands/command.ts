/** One command of the `muster` command line. */
export type Command = {
  /** One line for the list of commands. */
  readonly summary: string
  /** What `--help` prints. */
  readonly usage: string
  /** @returns the exit code: 0 only where everything was as it should be */
  readonly run: (args: readonly string[]) => Promise<number>
}

/** Several commands under one name. */
export type CommandGroup = {
  readonly summary: string
  readonly commands: Commands
}

/** Commands by name. Each is loaded when it is called: none waits for what the others need. */
export type Commands = Readonly<Record<string, () => Promise<Command | CommandGroup>>>
