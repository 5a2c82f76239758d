import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { digestInput } from './digestInput.ts'
import { PRODUCT_CONTRACTS } from './productContracts.ts'
import { type ReadSource, readSource } from './readSources.ts'
import { bytecodePath, type RenderedFile } from './renderFiles.ts'

/**
 * Names the contracts whose sources, settings or compiler changed since their bytecode was committed. Compiles nothing.
 *
 * @param root folder of the project with the committed files
 * @throws SourceMissingError, SourceInvalidError
 */
export const findStale = (root: URL, read: ReadSource = readSource): string[] =>
  PRODUCT_CONTRACTS.filter(
    (contract) => committedDigest(new URL(bytecodePath(contract), root)) !== digestInput(contract.sourceName, read),
  ).map(({ contractName }) => contractName)

/** Undefined if the file is absent or is not what `npm run generate` writes. */
const committedDigest = (file: URL): string | undefined => {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { inputDigest?: string }).inputDigest
  } catch {
    return undefined
  }
}

/** Folders in which every file is generated. */
const FOLDERS = ['shared/contracts/', 'shared/contracts/bytecode/']

/**
 * Names the committed files that differ from the rendered ones, are absent, or belong to no contract.
 *
 * @param root folder of the project with the committed files
 */
export const findDifferent = (root: URL, rendered: readonly RenderedFile[]): string[] => {
  const different = rendered.filter(({ path, text }) => {
    const file = new URL(path, root)
    return !existsSync(file) || readFileSync(file, 'utf8') !== text
  })
  const known = new Set(rendered.map(({ path }) => path))
  const committed = FOLDERS.flatMap((folder) => filesOf(folder, root))
  return [...different.map(({ path }) => path), ...committed.filter((path) => !known.has(path))]
}

const filesOf = (folder: string, root: URL): string[] => {
  const url = new URL(folder, root)
  if (!existsSync(url)) return []
  const entries = readdirSync(url, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}${name}`)
}
