import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readBoundedFile } from '../input/readBoundedFile.ts'
import { configFolder, findConfigFolder } from './folders.ts'
import { checkProfileName } from './profile.ts'
import { isThere, requirePrivate, writePrivateFile } from './profileFile.ts'

/** Ending of a profile's file. */
const ENDING = '.json'

/** A name and an end of line. */
const CHOICE_BYTES_MAX = 64

const profilesFolder = (): string => join(configFolder(), 'profiles')

/** File of a profile of the user. @throws ProfileNameInvalidError, HomeMissingError */
export const profileFile = (name: string): string => join(profilesFolder(), `${checkProfileName(name)}${ENDING}`)

/** Whether the user has a profile of this name. @throws ProfileNameInvalidError */
export const hasProfile = async (name: string): Promise<boolean> => {
  checkProfileName(name)
  return findConfigFolder() !== undefined && (await isThere(profileFile(name)))
}

/** Names of the user's profiles, in alphabetical order. */
export const listProfiles = async (): Promise<string[]> => {
  if (findConfigFolder() === undefined) return []
  const names = await readdir(profilesFolder()).catch(() => [])
  return names
    .filter((name) => /^[a-z0-9-]{1,32}\.json$/.test(name))
    .map((name) => name.slice(0, -ENDING.length))
    .sort()
}

const choiceFile = (): string => join(configFolder(), 'use')

/**
 * The profile that `muster use` chose; undefined if it chose none.
 *
 * @throws ProfileNameInvalidError if the file holds something else, ProfileOpenError, ProfileForeignError
 */
export const readChoice = async (): Promise<string | undefined> => {
  if (findConfigFolder() === undefined) return undefined
  const file = choiceFile()
  if (!(await isThere(file))) return undefined
  const bytes = await readBoundedFile(file, CHOICE_BYTES_MAX, (open) => requirePrivate(open, '600'))
  return checkProfileName(bytes.toString('utf8').trim())
}

/** Makes a profile the choice; undefined removes the choice. */
export const writeChoice = async (name: string | undefined): Promise<void> => {
  if (name === undefined) await rm(choiceFile(), { force: true })
  else await writePrivateFile(choiceFile(), `${checkProfileName(name)}\n`)
}
