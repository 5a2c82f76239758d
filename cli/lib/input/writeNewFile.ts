import { writeFile } from 'node:fs/promises'
import { FileExistsError } from './errors.ts'

/** Writes a JSON file that is not there yet. A mistyped name must not replace a key. @throws FileExistsError */
export const writeNewFile = async (file: string, value: unknown): Promise<void> => {
  try {
    await writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx' })
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') throw new FileExistsError({ file })
    throw error
  }
}
