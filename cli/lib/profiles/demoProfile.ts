import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FileKind } from '../input/readJsonFile.ts'
import { isAliveAs } from '../isAlive.mjs'
import { checkProfile, PROFILE_FIELDS, type Profile } from './profile.ts'
import { isThere, profileOf, readPrivateFile, writePrivateFile } from './profileFile.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Name of the profile that `npm start` writes. */
export const DEMO_NAME = 'demo'

/** A profile that holds as long as a process lives. */
const KIND: FileKind = { format: 'muster-demo-profile', version: 1, fields: [...PROFILE_FIELDS, 'process'] }

/** Greatest process id of any system. */
const PROCESS_ID_MAX = 2 ** 31 - 1

/** File of the demo's profile: in this clone, or in the folder that `MUSTER_DATA` names. */
export const demoProfileFile = (chosen: string | undefined): string =>
  join(chosen === undefined ? join(ROOT, '.muster') : resolve(chosen), 'profiles', `${DEMO_NAME}.json`)

/** Writes the profile of a demo that this process runs. Removing it is `removeDemoProfile`. */
export const writeDemoProfile = async (file: string, profile: Profile): Promise<void> => {
  const { format, version } = KIND
  const fields = { format, version, ...checkProfile(DEMO_NAME, profile), process: process.pid }
  await writePrivateFile(file, `${JSON.stringify(fields, null, 2)}\n`)
}

export const removeDemoProfile = (file: string): Promise<void> => rm(file, { force: true })

/**
 * The profile of the demo if one runs; undefined if none does.
 *
 * @throws ProfileOpenError, ProfileForeignError, FileUnreadableError, FileMalformedError
 */
export const readDemoProfile = async (file: string): Promise<Profile | undefined> => {
  if (!(await isThere(file))) return undefined
  const fields = await readPrivateFile(file, KIND)
  return isAliveAs(fields.integer('process', 1, PROCESS_ID_MAX), 'start.ts') ? profileOf(DEMO_NAME, fields) : undefined
}
