import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a change of a folder's names last over a loss of power; file systems that cannot are left to themselves. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Writes a file and brings it to the disk. */
export const writeSynced = async (path: string, content: string | Uint8Array): Promise<void> => {
  const handle = await open(path, 'w')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a file whole or not at all: what was there before stays until all of the new one is on the disk. */
export const writeWhole = async (path: string, content: string | Uint8Array): Promise<void> => {
  const half = `${path}.${process.pid}.half`
  try {
    await writeSynced(half, content)
    await rename(half, path)
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}
