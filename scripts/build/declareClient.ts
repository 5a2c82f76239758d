import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const PROJECT = fileURLToPath(new URL('../../client/tsconfig.build.json', import.meta.url))

const run = promisify(execFile)

/** Imports of one file by another, as TypeScript leaves them in declarations: by the name of the source. */
const SOURCE_IMPORT = /((?:from |import\()['"]\.{1,2}\/[^'"]+)\.ts(['"])/g

const compiler = (): string => {
  const require = createRequire(import.meta.url)
  return join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
}

/**
 * Writes the package's type declarations: one file for each source, in the folders of the sources. They import each
 * other by the names of the written files.
 *
 * @throws with the compiler's report if it finds an error
 */
export const declareClient = async (outFolder: string): Promise<void> => {
  try {
    await run(process.execPath, [compiler(), '-p', PROJECT, '--outDir', outFolder])
  } catch (cause) {
    const { stdout = '' } = cause as { stdout?: string }
    throw new Error(`The declarations of the client could not be written:\n${stdout}`, { cause })
  }
  for (const name of await readdir(outFolder, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue
    const file = join(outFolder, name)
    await writeFile(file, (await readFile(file, 'utf8')).replace(SOURCE_IMPORT, '$1.js$2'))
  }
}
