import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Brings a change of a folder's names to the disk. File systems that cannot do this are left as they are. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Writes a file and brings it to the disk. `mode` is that of a new file. */
export const writeSynced = async (path: string, content: string | Uint8Array, mode = 0o666): Promise<void> => {
  const handle = await open(path, 'w', mode)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a file whole or not at all. An older file stays until all of the new one is on the disk. */
export const writeWhole = async (path: string, content: string | Uint8Array, mode?: number): Promise<void> => {
  const half = `${path}.${process.pid}.half`
  try {
    // A half that was left has the mode of its time.
    await rm(half, { force: true })
    await writeSynced(half, content, mode)
    await rename(half, path)
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}
