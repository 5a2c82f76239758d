import { isSource, listFiles } from '../../tools/law/listFiles.ts'
import { type Import, readImports } from '../../tools/law/readImports.ts'

/** Folders whose tests are asked. */
const TESTS = ['test/shared/', 'test/client/']

/** Paths that a unit test may reach. All else brings a chain, a database or a long measurement. */
const REACHED = ['shared/', 'client/', 'test/', 'tools/support/freePort.ts', 'tools/support/memoryStorage.ts']

/** Tests of the package build and install it, by processes that imports do not show. */
const PACKAGE = 'test/client/package/'

/** Test files of shared/ and client/ that need no chain and no database: their imports reach neither. */
export const unitTests = (root: string): string[] => {
  const files = listFiles(root).filter(isSource)
  const targets = Map.groupBy(readImports(root, files), ({ file }) => file)
  return files.filter(
    (path) =>
      path.endsWith('.test.ts') &&
      TESTS.some((folder) => path.startsWith(folder)) &&
      !path.startsWith(PACKAGE) &&
      reachedFrom(path, targets).every((reached) => REACHED.some((allowed) => reached.startsWith(allowed))),
  )
}

const reachedFrom = (start: string, targets: ReadonlyMap<string, readonly Import[]>): string[] => {
  const reached = new Set([start])
  for (const file of reached) for (const { imported } of targets.get(file) ?? []) reached.add(imported)
  return [...reached]
}
