import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Token, tokenize } from './tokenize.ts'

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

/** Imports of a source, packages included, in the order of the source. */
export const importsOf = (source: string): Statement[] => {
  const all = tokenize(source)
  const code = all.filter(({ kind }) => kind !== 'comment')
  const statements = code.flatMap(({ kind, text }, index) => {
    if (kind !== 'word' || (text !== 'import' && text !== 'export') || code[index - 1]?.text === '.') return []
    return statementAt(code, index) ?? []
  })
  const comments = all.filter(({ kind }) => kind === 'comment').map(({ text }) => text)
  const types = comments.flatMap((text) => [...text.matchAll(IMPORT_IN_COMMENT)])
  return [...statements, ...types.map(([, path = '']) => ({ path, isTypeOnly: true }))]
}

/** Reads what begins at an `import` or `export`. Undefined if it imports nothing, as `export const` and `import.meta`. */
const statementAt = (code: readonly Token[], start: number): Statement | undefined => {
  const next = code[start + 1]
  if (next?.text === '(') return statementOf(code[start + 2], false)
  if (code[start]?.text === 'import' && next?.kind === 'string') return statementOf(next, false)
  const isTypeOnly = next?.text === 'type' && code[start + 2]?.text !== 'from'
  if (code[start]?.text === 'export' && !['{', '*'].includes(code[start + (isTypeOnly ? 2 : 1)]?.text ?? '')) {
    return undefined
  }
  const length = code.slice(start + 1).findIndex((token) => !isClause(token))
  const end = start + 1 + length
  return length > 0 && code[end - 1]?.text === 'from' ? statementOf(code[end], isTypeOnly) : undefined
}

/** Whether a token may stand between `import` and the path. */
const isClause = ({ kind, text }: Token): boolean =>
  kind === 'word' ? true : kind === 'sign' && ['{', '}', ',', '*'].includes(text)

const statementOf = (token: Token | undefined, isTypeOnly: boolean): Statement | undefined =>
  token?.kind === 'string' ? { path: token.text.slice(1, -1), isTypeOnly } : undefined
