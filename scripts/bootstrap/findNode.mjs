import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { requireOwn } from '../../devnet/postgres/ownership.mjs'
import { Failure } from './failure.mjs'
import { runNpm } from './npm.mjs'
import { describeInstalled, packagesOf, readLockfile, thisPlatform } from './packages.mjs'
import { withProgress } from './progress.mjs'
import { ROOT, WORK_FOLDER } from './root.mjs'

/** First Node that runs TypeScript sources without a flag and meets the requirements of Hardhat 3. */
const NODE_MAJOR_MIN = 24

/** Names the packages that carry Node's own binary, one per platform, with their hashes. */
const NODE_LOCK_FOLDER = join(ROOT, 'scripts', 'bootstrap', 'node')

/** Whether the running Node is recent enough. */
const isNodeRecent = () => Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN

/**
 * Path of the Node that npm installed into this clone.
 *
 * @returns {string | undefined} undefined: npm has none for this platform
 */
const carriedNode = () => {
  const [found] = packagesOf(readLockfile(NODE_LOCK_FOLDER), 'full', thisPlatform())
  return found && join(WORK_FOLDER, 'node', found.id, found.path, 'bin', 'node')
}

/**
 * Finds a Node that can run the project without an installation.
 *
 * @param {string | undefined} known path that an earlier call found
 * @returns {string | undefined}
 */
export const findNode = (known) => {
  if (isNodeRecent()) return process.execPath
  const path = known?.startsWith(WORK_FOLDER) ? known : carriedNode()
  if (path === undefined || !existsSync(path)) return undefined
  requireOwn(path)
  return path
}

/**
 * Lets npm install the pinned Node into this clone. npm checks the hash.
 *
 * @returns {Promise<string>} its path
 * @throws {Failure}
 */
export const installNode = async () => {
  const [wanted] = packagesOf(readLockfile(NODE_LOCK_FOLDER), 'full', thisPlatform())
  const platform = `${process.platform}-${process.arch}`
  if (wanted === undefined) {
    throw new Failure(
      `Node ${process.versions.node} is too old and npm carries no newer one for ${platform}.\n` +
        `Install Node ${NODE_MAJOR_MIN} or newer and run the command again.`,
    )
  }
  const folder = join(WORK_FOLDER, 'node', wanted.id)
  const half = `${folder}.${process.pid}.half`
  mkdirSync(half, { recursive: true, mode: 0o755 })
  try {
    for (const name of ['package.json', 'package-lock.json']) {
      copyFileSync(join(NODE_LOCK_FOLDER, name), join(half, name))
    }
    const label = `Installing Node ${wanted.id.split('@').at(-1)}, since ${process.versions.node} is too old`
    await withProgress(
      label,
      () => describeInstalled(half, [wanted]),
      () => runNpm(process.execPath, half, ['ci']),
    )
    // Copies it whole or not at all. A half of it would pass for a Node.
    rmSync(folder, { recursive: true, force: true })
    renameSync(half, folder)
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
  return requireRunning(join(folder, wanted.path, 'bin', 'node'), wanted.id)
}

/** @param {string} path @param {string} id */
const requireRunning = (path, id) => {
  const { error, stdout, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  const version = id.split('@').at(-1)
  if (stdout?.trim() === `v${version}`) return path
  const reason = error?.message ?? stderr.trim()
  const isNoexec = /** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'EACCES'
  throw new Failure(
    `Node ${version} was installed and does not run: ${reason || 'it said nothing'}\n` +
      (isNoexec
        ? `The file system of ${ROOT} may be mounted with noexec. Clone to one that runs programs.`
        : `Install Node ${NODE_MAJOR_MIN} or newer yourself and run the command again.`),
  )
}
