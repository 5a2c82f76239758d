import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './readThreats.ts'

/** Words in front of a name that is declared, in Solidity and in TypeScript. */
const DECLARED = '(?:function|modifier|error|event|struct|constant|immutable|class|const|type)'

/** Line of a declaration, from 1. Undefined if the file is absent or does not declare the name. */
export const findDeclaration = (root: string, { path, name }: Place): number | undefined =>
  findLine(root, path, (line) => new RegExp(String.raw`\b${DECLARED}\s+${name}\b`).test(line))

/**
 * Line of a test, or of a group of tests, with this very title, from 1. Undefined if the file is absent or has no such
 * test.
 */
export const findTest = (root: string, { path, name }: Place): number | undefined => {
  if (path.endsWith('.sol')) return findLine(root, path, (line) => line.includes(`function ${name}(`))
  // In brackets, or on a line of its own if the call is long.
  return findLine(root, path, (line) =>
    ["'", '"', '`'].some((quote) => {
      const title = `${quote}${name}${quote}`
      return line.includes(`(${title}`) || line.trim() === `${title},`
    }),
  )
}

/** Files that declare a name. One of them may be the new place of a function that has moved. */
export const findDeclaring = (root: string, name: string, files: readonly string[]): string[] =>
  files.filter((path) => findDeclaration(root, { path, name }) !== undefined)

const findLine = (root: string, path: string, matches: (line: string) => boolean): number | undefined => {
  const index = linesOf(join(root, path)).findIndex(matches)
  return index === -1 ? undefined : index + 1
}

const linesOf = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
