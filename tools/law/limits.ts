import { type Chain, longestChain } from './graph.ts'
import type { Import } from './readImports.ts'

/** Imports in the longest chain between files of `client/`. A reader follows no longer one to see what a call does. */
export const CLIENT_DEPTH_MAX = 6

/** Files in `scripts/`. It starts things and holds no part of the product, so it has to stay small. */
export const SCRIPT_FILES_MAX = 40

const CLIENT_START = 'client/createMusterClient.ts'

/** The longest chain of imports between files of `client/`, types included. */
export const clientChain = (imports: readonly Import[]): Chain =>
  longestChain(
    imports.filter(({ file, imported }) => file.startsWith('client/') && imported.startsWith('client/')),
    CLIENT_START,
  )

/** How many files `scripts/` holds. */
export const countScripts = (files: readonly string[]): number =>
  files.filter((path) => path.startsWith('scripts/')).length
