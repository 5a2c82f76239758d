import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { HomeMissingError } from './errors.ts'

/**
 * A folder of the XDG Base Directory Specification. A relative path in the variable is ignored, as the specification says.
 *
 * @throws HomeMissingError if neither the variable nor a home folder is there
 */
const folderOf = (variable: string, below: readonly string[]): string => {
  const chosen = process.env[variable]
  if (chosen !== undefined && isAbsolute(chosen)) return join(chosen, 'muster')
  try {
    return join(homedir(), ...below, 'muster')
  } catch (cause) {
    throw new HomeMissingError({ variable, cause })
  }
}

/** Folder of the profiles and of the choice among them. @throws HomeMissingError */
export const configFolder = (): string => folderOf('XDG_CONFIG_HOME', ['.config'])

/** Folder of what commands keep, such as evidence. @throws HomeMissingError */
export const stateFolder = (): string => folderOf('XDG_STATE_HOME', ['.local', 'state'])
