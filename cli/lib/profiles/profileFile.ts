import { access, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Hex } from 'viem'
import { isOpenToOthers } from '../input/readBoundedFile.ts'
import { type FileKind, readJsonFile, type StrictObject } from '../input/readJsonFile.ts'
import { writeWhole } from '../watch/writeWhole.ts'
import { ProfileForeignError, ProfileOpenError } from './errors.ts'
import { checkProfile, PROFILE_FIELDS, PROFILE_TEXT_MAX, PROFILE_URLS_MAX, type Profile } from './profile.ts'

/** Larger than any profile. */
const FILE_BYTES_MAX = 131_072

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** A profile of the user. */
const PROFILE_KIND: FileKind = { format: 'muster-profile', version: 1, fields: PROFILE_FIELDS }

/** Rights and owner of a path. */
type Access = { readonly path: string; readonly mode: number; readonly uid: number }

/** Whether a file exists. */
export const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

/** @throws ProfileOpenError, ProfileForeignError */
export const requirePrivate = ({ path, mode, uid }: Access, wanted: '600' | '700'): void => {
  // Windows has neither users nor modes of this kind.
  const user = process.getuid?.()
  if (user === undefined) return
  if (uid !== user) throw new ProfileForeignError({ path, owner: uid, user })
  if (isOpenToOthers(mode)) throw new ProfileOpenError({ path, mode, wanted })
}

const textOrNull = (fields: StrictObject, field: string): string | null =>
  fields.isNull(field) ? null : fields.text(field, PROFILE_TEXT_MAX)

/** The fields that every profile has. Their values are checked by `checkProfile`. */
export const profileOf = (name: string, fields: StrictObject): Profile =>
  checkProfile(name, {
    rpcUrls: fields.texts('rpcUrls', PROFILE_URLS_MAX, PROFILE_TEXT_MAX),
    beaconUrls: fields.texts('beaconUrls', PROFILE_URLS_MAX, PROFILE_TEXT_MAX),
    apiUrl: textOrNull(fields, 'apiUrl'),
    chainId: fields.integer('chainId', 1, Number.MAX_SAFE_INTEGER),
    registry: textOrNull(fields, 'registry') as Hex | null,
    epochSeconds: fields.isNull('epochSeconds') ? null : fields.integer('epochSeconds', 1, Number.MAX_SAFE_INTEGER),
    account: textOrNull(fields, 'account'),
  })

/**
 * Reads a file of the kind. Its folder and the file itself must be closed to other users.
 *
 * @throws ProfileOpenError, ProfileForeignError, FileUnreadableError, FileTooLargeError, FileMalformedError
 */
export const readPrivateFile = async (file: string, kind: FileKind): Promise<StrictObject> => {
  const folder = dirname(file)
  const fields = await readJsonFile(file, FILE_BYTES_MAX, kind, (open) => requirePrivate(open, '600'))
  const { mode, uid } = await stat(folder)
  requirePrivate({ path: folder, mode: mode & 0o777, uid }, '700')
  return fields
}

/**
 * Reads a profile.
 *
 * @param name for errors
 * @throws ProfileOpenError, ProfileForeignError, ProfileValueError, ProfileIncompleteError, FileUnreadableError,
 * FileTooLargeError, FileMalformedError
 */
export const readProfile = async (name: string, file: string): Promise<Profile> =>
  profileOf(name, await readPrivateFile(file, PROFILE_KIND))

/**
 * Writes a file that only this user can read, whole or not at all. Makes its folder.
 *
 * @throws ProfileOpenError, ProfileForeignError if the folder is open to others
 */
export const writePrivateFile = async (file: string, content: string): Promise<void> => {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  const { mode, uid } = await stat(folder)
  requirePrivate({ path: folder, mode: mode & 0o777, uid }, '700')
  await writeWhole(file, content, FILE_MODE)
}

/** Writes a profile, whole or not at all. @throws ProfileValueError, ProfileIncompleteError, and as `writePrivateFile` */
export const writeProfile = async (name: string, file: string, profile: Profile): Promise<void> => {
  const { format, version } = PROFILE_KIND
  const fields = { format, version, ...checkProfile(name, profile) }
  await writePrivateFile(file, `${JSON.stringify(fields, null, 2)}\n`)
}
