import { describe, expect, it } from 'vitest'
import { packagesOf, readLockfile, readPackageSizes } from '../../../scripts/bootstrap/packages.mjs'
import { ROOT } from '../../../scripts/bootstrap/root.mjs'
import { COUNTED_PLATFORM, countedPackages } from '../../../scripts/generate/packageSizes.ts'

const MEGABYTE = 1e6

/** Bytes of the tarballs and of the unpacked files of a set of packages. */
const sizeOf = (set: 'start' | 'full'): { tarballs: number; unpacked: number } => {
  const sizes = readPackageSizes()
  const found = packagesOf(readLockfile(ROOT), set, COUNTED_PLATFORM).map(({ id }) => {
    const size = sizes[id]
    if (size === undefined) throw new Error(`The size of ${id} is not known. Run npm run generate.`)
    return size
  })
  return {
    tarballs: found.reduce((sum, [tarball]) => sum + tarball, 0),
    unpacked: found.reduce((sum, [, unpacked]) => sum + unpacked, 0),
  }
}

describe('package sizes', () => {
  it('stay within the budget of the start set: 130 MB of tarballs, 350 MB unpacked', () => {
    const { tarballs, unpacked } = sizeOf('start')
    expect(tarballs).toBeGreaterThan(10 * MEGABYTE)
    expect(tarballs).toBeLessThanOrEqual(130 * MEGABYTE)
    expect(unpacked).toBeLessThanOrEqual(350 * MEGABYTE)
  })

  it('stay within the budget of all packages: 750 MB unpacked', () => {
    const { unpacked } = sizeOf('full')
    expect(unpacked).toBeGreaterThan(sizeOf('start').unpacked)
    expect(unpacked).toBeLessThanOrEqual(750 * MEGABYTE)
  })

  it('cover exactly the packages of the lockfiles', () => {
    expect(Object.keys(readPackageSizes())).toEqual(countedPackages())
  })
})

describe('packagesOf', () => {
  const lockfile = {
    packages: {
      '': { version: '1.0.0' },
      client: { version: '1.0.0' },
      'node_modules/@muster/client': { link: true },
      'node_modules/plain': { version: '1.0.0' },
      'node_modules/plain/node_modules/inner': { version: '2.0.0' },
      'node_modules/tool': { version: '1.0.0', dev: true },
      'node_modules/linux-only': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
      'node_modules/one-name': { version: '1.0.0', optional: true, os: 'linux' },
      'node_modules/not-windows': { version: '1.0.0', optional: true, os: ['!win32'] },
      'node_modules/maybe': { version: '1.0.0', optional: true },
    },
  }
  const linux = { os: 'linux', cpu: 'x64', libc: 'glibc' }
  const idsOf = (set: 'start' | 'full', platform: Parameters<typeof packagesOf>[2]): string[] =>
    packagesOf(lockfile, set, platform).map(({ id }) => id)

  it('leaves out packages for development when the set is start', () => {
    expect(idsOf('start', linux)).not.toContain('tool@1.0.0')
    expect(idsOf('full', linux)).toContain('tool@1.0.0')
  })

  it('names nested packages by their own name and skips links and the project itself', () => {
    expect(idsOf('start', linux)).toEqual([
      'plain@1.0.0',
      'inner@2.0.0',
      'linux-only@1.0.0',
      'one-name@1.0.0',
      'not-windows@1.0.0',
      'maybe@1.0.0',
    ])
  })

  it('leaves out packages when system, processor or C library differ', () => {
    expect(idsOf('start', { os: 'darwin', cpu: 'arm64', libc: undefined })).toEqual([
      'plain@1.0.0',
      'inner@2.0.0',
      'not-windows@1.0.0',
      'maybe@1.0.0',
    ])
    expect(idsOf('start', { ...linux, libc: 'musl' })).not.toContain('linux-only@1.0.0')
    expect(idsOf('start', { ...linux, cpu: 'arm64' })).not.toContain('linux-only@1.0.0')
    expect(idsOf('start', { os: 'win32', cpu: 'x64', libc: undefined })).not.toContain('not-windows@1.0.0')
  })

  it('requires packages made for the platform, but not those of an optional one', () => {
    const required = packagesOf(lockfile, 'start', linux).filter(({ isRequired }) => isRequired)
    expect(required.map(({ id }) => id)).not.toContain('maybe@1.0.0')
    expect(required.map(({ id }) => id)).toContain('linux-only@1.0.0')
  })
})
