import { type FileHandle, open } from 'node:fs/promises'
import { FileTooLargeError, FileUnreadableError } from './errors.ts'

/** What is asked of a file beside its size, before it is read. */
type Check = (file: { readonly path: string; readonly mode: number }) => void

/**
 * All bytes of a regular file of at most `bytesMax` bytes. The open file is asked for its size and mode, not its name: what
 * is checked is what is read.
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
    check({ path, mode: stats.mode & 0o777 })
    if (stats.size > bytesMax) throw new FileTooLargeError({ file: path, bytes: stats.size, bytesMax })
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
