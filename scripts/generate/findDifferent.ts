import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { RenderedFile } from './renderFiles.ts'

/** Folders in which every file is generated. */
const FOLDERS = ['shared/contracts/', 'shared/contracts/bytecode/']

/**
 * Names the committed files that differ from the rendered ones by a byte, are absent, or belong to no contract.
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
