import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [link]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string | readonly string[]} [os]
 * @property {string | readonly string[]} [cpu]
 * @property {string | readonly string[]} [libc]
 *
 * @typedef {object} Platform
 * @property {string} os as `process.platform`
 * @property {string} cpu as `process.arch`
 * @property {string | undefined} libc `glibc` or `musl` on Linux
 *
 * @typedef {'start' | 'full'} InstallSet `start`: what `npm start` and `muster` need. `full`: all.
 *
 * @typedef {object} Package
 * @property {string} path below the folder of the lockfile
 * @property {string} id name and version, as in `viem@2.57.20`
 * @property {boolean} isRequired false: npm leaves it out where the package that asks for it is left out
 */

/** @returns {Platform} */
export const thisPlatform = () => ({ os: process.platform, cpu: process.arch, libc: libcOf() })

const libcOf = () => {
  if (process.platform !== 'linux') return undefined
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return header.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
}

/**
 * The packages of a lockfile that npm installs on a platform.
 *
 * @param {{ packages: Readonly<Record<string, LockEntry>> }} lockfile
 * @param {InstallSet} set
 * @param {Platform} platform
 * @returns {Package[]}
 */
export const packagesOf = ({ packages }, set, platform) =>
  Object.entries(packages).flatMap(([path, entry]) => {
    const isInstalled = path.startsWith('node_modules/') && entry.link !== true
    if (!isInstalled || (set === 'start' && entry.dev === true) || !fits(entry, platform)) return []
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const isRequired = entry.optional !== true || entry.os !== undefined
    return [{ path, id: `${name}@${entry.version}`, isRequired }]
  })

/** @param {LockEntry} entry @param {Platform} platform */
const fits = ({ os, cpu, libc }, platform) =>
  allows(os, platform.os) && allows(cpu, platform.cpu) && (libc === undefined || allows(libc, platform.libc))

/**
 * @param {string | readonly string[] | undefined} names as in package.json; those with `!` are left out
 * @param {string | undefined} name
 */
const allows = (names, name) => {
  const list = names === undefined ? [] : [names].flat()
  if (list.length === 0 || list.includes('any')) return true
  if (list.includes(`!${name}`)) return false
  return list.every((entry) => entry.startsWith('!')) || (name !== undefined && list.includes(name))
}

/** @param {string} root */
export const readLockfile = (root) =>
  /** @type {{ packages: Record<string, LockEntry> }} */ (
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  )

/** @param {string} root @param {Package} installed */
export const isThere = (root, { path }) => existsSync(join(root, path, 'package.json'))

/**
 * Bytes of each package version, tarball and unpacked, as `npm run generate` wrote them.
 *
 * @returns {Readonly<Record<string, readonly [tarball: number, unpacked: number]>>}
 */
export const readPackageSizes = () => JSON.parse(readFileSync(new URL('./packageSizes.json', import.meta.url), 'utf8'))

/**
 * @param {string} root folder of the lockfile @param {readonly Package[]} packages @returns {string} number of those
 * present
 */
export const describeInstalled = (root, packages) => {
  const sizes = readPackageSizes()
  const there = packages.filter((one) => isThere(root, one))
  const megabytes = (/** @type {readonly Package[]} */ list) =>
    Math.round(list.reduce((sum, { id }) => sum + (sizes[id]?.[0] ?? 0), 0) / 1e6)
  return `${there.length} of ${packages.length} packages, ${megabytes(there)} of ${megabytes(packages)} MB`
}
