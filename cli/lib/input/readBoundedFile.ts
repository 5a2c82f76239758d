import { type FileHandle, open } from 'node:fs/promises'
import { FileTooLargeError, FileUnreadableError } from './errors.ts'

/** An open file, before it is read. */
export type OpenFile = { readonly path: string; readonly mode: number; readonly uid: number }

/** Any right of the group or of others. */
const RIGHTS_OF_OTHERS = 0o077

/** Whether a mode gives other users a right. Windows has no such bits: Node makes them up there. */
export const isOpenToOthers = (mode: number): boolean => process.platform !== 'win32' && (mode & RIGHTS_OF_OTHERS) !== 0

/** Refuses a file by what the system says of it. */
type Check = (file: OpenFile) => void

/**
 * All bytes of a regular file of at most `bytesMax` bytes. Size, mode and owner are those of the open file, so the file
 * that is checked is the file that is read.
 *
 * @throws FileUnreadableError, FileTooLargeError, and what `check` throws
 */
export const readBoundedFile = async (path: string, bytesMax: number, check: Check = () => undefined) => {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (cause) {
    throw new FileUnreadableError({ file: path, cause })
  }
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw new FileUnreadableError({ file: path, cause: undefined })
    check({ path, mode: stats.mode & 0o777, uid: stats.uid })
    if (stats.size > bytesMax) throw new FileTooLargeError({ file: path, bytes: stats.size, bytesMax })
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
