import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { scanScript, type Words } from '../support/scanScript.ts'

/** One import of a file by a file. Paths are relative to the project's root. */
export type Import = {
  readonly file: string
  readonly imported: string
  /** Whether only types are imported, so that nothing is left of it when the program runs. */
  readonly isTypeOnly: boolean
}

/** An import as the source has it. */
type Statement = { readonly path: string; readonly isTypeOnly: boolean }

/** Types in comments of checked JavaScript. */
const IMPORT_IN_COMMENT = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** Code before the path of an import. `import type from` imports a value of that name. */
const BEFORE_PATH =
  /(?:^|[^\w$.])(?:(?:import|export)\b(?<type>\s+type\b(?!\s*from$))?(?:(?!\b(?:import|export)\b)[\w$\s{},*])*\bfrom|import|import\s*\()$/

/**
 * Reads all imports by relative path: `import`, `export … from`, `import()`, and types in comments of JavaScript.
 *
 * @param files TypeScript and JavaScript, relative to `root`
 */
export const readImports = (root: string, files: readonly string[]): Import[] =>
  files.flatMap((file) =>
    importsOf(readFileSync(join(root, file), 'utf8'))
      .filter(({ path }) => path.startsWith('.'))
      .map(({ path, isTypeOnly }) => ({ file, imported: normalize(join(dirname(file), path)), isTypeOnly })),
  )

/** Imports of a source, packages included: those in code in the order of their ends, then those in comments. */
export const importsOf = (source: string): Statement[] => {
  const words = scanScript(source)
  const statements = words.filter(({ kind }) => kind === 'string').flatMap(statementOf)
  const types = words
    .filter(({ kind }) => kind === 'comment')
    .flatMap(({ text }) => [...text.matchAll(IMPORT_IN_COMMENT)])
  return [...statements, ...types.map(([, path = '']) => ({ path, isTypeOnly: true }))]
}

/** The import that a string is the path of, by the code before it. */
const statementOf = ({ text, codeBefore }: Words): Statement[] => {
  const code = codeBefore.trimEnd()
  // The pattern is slow on long code, and few strings are paths.
  if (!['from', 'import', '('].some((end) => code.endsWith(end))) return []
  const found = BEFORE_PATH.exec(code)
  // A template with values does not name a file.
  const isComputed = text.startsWith('`') && text.includes('§')
  return found === null || isComputed
    ? []
    : [{ path: text.slice(1, -1), isTypeOnly: found.groups?.['type'] !== undefined }]
}
