import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { HomeMissingError } from './errors.ts'

/** The home folder of this user; undefined if there is none. */
const home = (): string | undefined => {
  try {
    const folder = homedir()
    // A relative path would lead into whatever folder a command runs in.
    return isAbsolute(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

/**
 * A folder of the XDG Base Directory Specification; undefined if neither the variable nor a home folder is there. A relative
 * path in the variable is ignored, as the specification says.
 */
const folderOf = (variable: string, below: readonly string[]): string | undefined => {
  const chosen = process.env[variable]
  if (chosen !== undefined && isAbsolute(chosen)) return join(chosen, 'muster')
  const folder = home()
  return folder === undefined ? undefined : join(folder, ...below, 'muster')
}

/** Folder of the profiles and of the choice among them; undefined if this user can have none. */
export const findConfigFolder = (): string | undefined => folderOf('XDG_CONFIG_HOME', ['.config'])

/** Folder of the profiles and of the choice among them. @throws HomeMissingError */
export const configFolder = (): string => {
  const folder = findConfigFolder()
  if (folder === undefined) throw new HomeMissingError({ variable: 'XDG_CONFIG_HOME' })
  return folder
}

/** Folder of the files that commands keep, such as evidence. @throws HomeMissingError */
export const stateFolder = (): string => {
  const folder = folderOf('XDG_STATE_HOME', ['.local', 'state'])
  if (folder === undefined) throw new HomeMissingError({ variable: 'XDG_STATE_HOME' })
  return folder
}
