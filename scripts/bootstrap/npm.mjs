import { existsSync, realpathSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { runChild } from './children.mjs'
import { developmentEnvironment } from './environment.mjs'
import { Failure } from './failure.mjs'
import { thisPlatform } from './packages.mjs'

/**
 * Settings that override those of the user's npm. No package runs a script of its own: `install.mjs` does the work of
 * the few that have one.
 */
const PINNED = [
  ...['--include=optional', '--include=peer', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
  ...['--dry-run=false', '--global=false', '--package-lock=true', '--package-lock-only=false', '--force=false'],
  ...['--install-strategy=hoisted', '--bin-links=true', '--engine-strict=false', '--legacy-peer-deps=false'],
  ...['--strict-peer-deps=false', '--progress=false', '--update-notifier=false'],
]

/** `PINNED`, and the platform, because a setting could name another one. */
const pinnedSettings = () => {
  const { os, cpu, libc } = thisPlatform()
  return [...PINNED, `--os=${os}`, `--cpu=${cpu}`, ...(libc === undefined ? [] : [`--libc=${libc}`])]
}

/** The JavaScript of the user's npm. */
const npmScript = () => {
  const own = process.env['npm_execpath']
  if (own !== undefined && basename(own) === 'npm-cli.js' && existsSync(own)) return own
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = folders.map((folder) => join(folder, 'npm')).find((path) => existsSync(path))
  const script = found === undefined ? '' : realpathSync(found)
  if (script.endsWith('.js')) return script
  throw new Failure('npm was not found on the PATH. Install npm 8 or newer, which Node carries.')
}

/**
 * Runs the user's npm on the given Node, because npm leaves out native packages that the running Node is too old for.
 *
 * @param {string} node
 * @param {string} cwd
 * @param {readonly string[]} args
 * @throws {Failure} with the end of npm's output
 */
export const runNpm = async (node, cwd, args) => {
  const { code, output } = await runChild(node, [npmScript(), ...args, ...pinnedSettings()], {
    cwd,
    env: developmentEnvironment(node),
    isTool: true,
  })
  if (code === 0) return
  throw new Failure(
    `npm ${args[0]} failed with exit code ${code} and said:\n${output.trim() || '(nothing)'}\n` +
      'Check the network and the free disk space, then run the command again.',
  )
}
