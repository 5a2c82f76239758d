import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Platform, packagesOf, readLockfile, readPackageSizes } from '../bootstrap/packages.mjs'
import { ROOT } from '../bootstrap/root.mjs'

/** Platform whose packages are counted: the one of continuous integration. */
export const COUNTED_PLATFORM: Platform = { os: 'linux', cpu: 'x64', libc: 'glibc' }

/** Packages per call of npm. */
const BATCH = 40

/** Output of npm for one call: a line for each file of each package. */
const OUTPUT_BYTES_MAX = 256 * 2 ** 20

const TARGET = join(ROOT, 'scripts', 'bootstrap', 'packageSizes.json')

type Size = readonly [tarball: number, unpacked: number]

/** Ids of all packages that a clone on the counted platform can get, Node's own included. */
export const countedPackages = (): string[] => {
  const node = readLockfile(join(ROOT, 'scripts', 'bootstrap', 'node'))
  const all = [readLockfile(ROOT), node].flatMap((lockfile) => packagesOf(lockfile, 'full', COUNTED_PLATFORM))
  return [...new Set(all.map(({ id }) => id))].sort()
}

/**
 * Writes the bytes of each package version. Known versions are not requested again, because a version never changes.
 */
export const writePackageSizes = async (): Promise<void> => {
  const known = readPackageSizes()
  const ids = countedPackages()
  const missing = ids.filter((id) => known[id] === undefined)
  const found = new Map<string, Size>(Object.entries(known))
  for (let from = 0; from < missing.length; from += BATCH) {
    for (const [id, size] of await askNpm(missing.slice(from, from + BATCH))) found.set(id, size)
  }
  const lines = ids.map((id) => `  ${JSON.stringify(id)}: [${(found.get(id) ?? []).join(', ')}]`)
  await writeFile(TARGET, `{\n${lines.join(',\n')}\n}\n`)
}

const askNpm = async (ids: readonly string[]): Promise<[id: string, size: Size][]> => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-sizes-'))
  try {
    const args = ['pack', ...ids, '--dry-run', '--json', '--loglevel=error']
    const { stdout } = await promisify(execFile)('npm', args, { cwd: folder, maxBuffer: OUTPUT_BYTES_MAX })
    const packed = JSON.parse(stdout) as { id: string; size: number; unpackedSize: number }[]
    return packed.map(({ id, size, unpackedSize }) => [id, [size, unpackedSize]])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
