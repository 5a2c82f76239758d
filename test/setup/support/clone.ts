import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** A copy of the project as git has it, without anything installed. */
export type Clone = {
  readonly folder: string
  /** Removes it and its surroundings. */
  readonly remove: () => void
}

export type CloneOptions = {
  /** Name of the clone's folder. */
  readonly name?: string
  /** Account that owns it; this process's where absent. */
  readonly owner?: { readonly uid: number; readonly gid: number }
  /** Mode of the folder around the clone. */
  readonly mode?: number
}

/** Copies the files that git knows, changed ones as they are on the disk. */
export const makeClone = ({ name = 'muster', owner, mode = 0o755 }: CloneOptions = {}): Clone => {
  const around = mkdtempSync(join(tmpdir(), 'muster-setup-'))
  const folder = join(around, name)
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
  for (const path of listed.toString().split('\0').filter(Boolean)) {
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(ROOT, path), target)
  }
  if (owner) chown(around, owner)
  chmodSync(around, mode)
  return { folder, remove: () => rmSync(around, { recursive: true, force: true }) }
}

/**
 * Links the installed packages of another clone. Links do not cross file systems, so then the clone's first command
 * installs.
 */
export const linkInstalled = (folder: string, from: string = ROOT): void => {
  for (const name of ['node_modules', join('.muster', 'node')]) {
    if (!existsSync(join(from, name))) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    const { status } = spawnSync('cp', ['-al', join(from, name), join(folder, name)])
    if (status !== 0) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Gives a whole folder to an account. */
export const chown = (path: string, owner: { readonly uid: number; readonly gid: number }): void => {
  chownSync(path, owner.uid, owner.gid)
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) chown(inner, owner)
    else if (entry.isFile()) chownSync(inner, owner.uid, owner.gid)
  }
}
