import { CommandError } from '../commandError.ts'
import type { FollowUp } from '../network/followUp.ts'

/** The help of the command that writes profiles. */
const HELP: FollowUp = { words: ['use', '--help'], needs: [] }

/** Thrown if no folder for settings can be found. */
export class HomeMissingError extends CommandError {
  readonly code = 'HOME_MISSING'
  constructor(args: { variable: string }) {
    super(`This user has no home folder. Set ${args.variable} to an absolute path.`)
  }
}

/** Thrown if a profile's name is not allowed. */
export class ProfileNameInvalidError extends CommandError {
  readonly code = 'PROFILE_NAME_INVALID'
  constructor(args: { name: string }) {
    super(
      `"${args.name.slice(0, 80)}" is not a name for a profile. Use 1 to 32 of the characters a to z, 0 to 9 and "-".`,
    )
  }
}

/** Thrown if no profile has the name. */
export class ProfileMissingError extends CommandError {
  readonly code = 'PROFILE_MISSING'
  constructor(args: { name: string; file: string; source: string; known: readonly string[] }) {
    const { name, file, source, known } = args
    super(`There is no profile "${name}", which ${source} names. Its file would be ${file}.`, {
      metaMessages: [
        known.length === 0 ? 'There are no profiles yet.' : `There are: ${known.join(', ')}.`,
        name === 'demo'
          ? 'The demo of this clone has a profile while npm start runs.'
          : 'Its help tells how to write a profile.',
      ],
      next: [HELP],
    })
  }
}

/** Thrown if other users can read or change a profile. */
export class ProfileOpenError extends CommandError {
  readonly code = 'PROFILE_OPEN_TO_OTHERS'
  constructor(args: { path: string; mode: number; wanted: '600' | '700' }) {
    super(`Other users can read or change ${args.path} (mode ${args.mode.toString(8).padStart(4, '0')}).`, {
      metaMessages: [`A changed profile can lead to another network. Close it with: chmod ${args.wanted} ${args.path}`],
    })
  }
}

/** Thrown if a profile belongs to another user. */
export class ProfileForeignError extends CommandError {
  readonly code = 'PROFILE_OF_OTHER_USER'
  constructor(args: { path: string; owner: number; user: number }) {
    super(`${args.path} belongs to user ${args.owner}, and this is user ${args.user}.`, {
      metaMessages: ['Only your own profiles are read. Write one of your own.'],
      next: [HELP],
    })
  }
}

/** Thrown if a value of a profile is not what it must be. */
export class ProfileValueError extends CommandError {
  readonly code = 'PROFILE_VALUE_INVALID'
  constructor(args: { field: string; reason: string; value?: string }) {
    const value = args.value === undefined ? '' : ` It is "${args.value.slice(0, 80)}".`
    super(`${args.field} ${args.reason}.${value}`)
  }
}

/** Thrown if a profile would lack a value that every profile has. */
export class ProfileIncompleteError extends CommandError {
  readonly code = 'PROFILE_INCOMPLETE'
  constructor(args: { name: string; missing: readonly string[] }) {
    super(`Profile "${args.name}" would have no ${args.missing.join(' and no ')}.`, {
      metaMessages: args.missing.map((field) => `Add: --set ${field}=${field === 'chainId' ? 'N' : 'URL'}`),
    })
  }
}
