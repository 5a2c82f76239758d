import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** One import of a file by a file. Paths are relative to the project's root. */
export type Import = {
  readonly file: string
  readonly imported: string
  /** Whether only types cross: nothing of it is left when the program runs. */
  readonly isTypeOnly: boolean
}

/** Static imports, exports from, `import()`, and types in comments of checked JavaScript. */
const IMPORT =
  /(?:\b(?:import|export)\s+(?<type>type\s)?(?:[^'"();]*?\sfrom\s+)?|\bimport\s*\(\s*)['"](?<path>\.{1,2}\/[^'"]*)['"]/g

/** Imports by relative path in some files. @param files TypeScript and JavaScript, relative to `root` */
export const readImports = (root: string, files: readonly string[]): Import[] =>
  files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].map(({ groups }) => ({
      file,
      imported: normalize(join(dirname(file), groups?.['path'] ?? '')),
      isTypeOnly: groups?.['type'] !== undefined,
    })),
  )
