import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { SourceMissingError } from './errors.ts'
import { tokenize } from './solidityText.ts'

/** Reads a source by its path from the project root, or from `node_modules` for a package. */
export type ReadSource = (path: string) => string

const ROOT = new URL('../../', import.meta.url)

/** Reads a source of this project or of an installed package. */
export const readSource: ReadSource = (path) =>
  readFileSync(new URL(path.startsWith('contracts/') ? path : `node_modules/${path}`, ROOT), 'utf8')

/**
 * Reads a source and all that it imports, directly or not.
 *
 * @returns text by path, in the order of the paths
 * @throws SourceMissingError, SourceInvalidError
 */
export const readSources = (path: string, read: ReadSource = readSource): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>()
  const waiting = [path]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (texts.has(next)) continue
    const text = readOne(next, read)
    texts.set(next, text)
    const folder = posix.dirname(next)
    waiting.push(...importsOf(text).map((name) => (name.startsWith('.') ? posix.join(folder, name) : name)))
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const readOne = (path: string, read: ReadSource): string => {
  try {
    return read(path)
  } catch (cause) {
    throw new SourceMissingError({ path, cause })
  }
}

/** Names of imported files: the first string behind each `import`. */
const importsOf = (source: string): string[] => {
  const names: string[] = []
  let code = ''
  for (const { kind, text } of tokenize(source)) {
    if (kind === 'code') code += text
    if (kind !== 'string') continue
    if (/\bimport\b[^;]*$/.test(code)) names.push(text.slice(1, -1))
    code = ''
  }
  return names
}
