import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chown, makeClone } from './support/clone.ts'
import { startNetwork, stopNetwork } from './support/network.ts'
import { run, strangersEnvironment } from './support/run.ts'

/** An account without rights of its own, as `id` numbers it. */
const NOBODY = { uid: 65_534, gid: 65_534 }

const isRoot = process.getuid?.() === 0

/** Package of the first Node that the bootstrap runs on, with its npm. */
const OLD_NODE = `node-${process.platform}-${process.arch}`
const OLD_NPM = 'npm@8.6.0'

const sh = (line: string, cwd: string): string =>
  execFileSync('/bin/sh', ['-c', line], { cwd, env: strangersEnvironment() as NodeJS.ProcessEnv, encoding: 'utf8' })

describe('bootstrap', () => {
  it('installs everything when the settings of npm leave packages out (S12)', async () => {
    const clone = makeClone()
    const home = mkdtempSync(join(tmpdir(), 'muster-home-'))
    try {
      const settings = ['omit[]=dev', 'omit[]=optional', 'ignore-scripts=true', 'package-lock=false', 'os=win32']
      writeFileSync(join(home, '.npmrc'), `${settings.join('\n')}\n`)
      const cache = sh('npm config get cache', clone.folder).trim()
      const env = {
        HOME: home,
        NODE_ENV: 'production',
        npm_config_omit: 'dev',
        npm_config_dry_run: 'true',
        npm_config_cache: cache,
      }
      const checked = run('npm run -s generate -- --check', { cwd: clone.folder, env })
      expect(await checked.exit, checked.output()).toBe(0)
      expect(existsSync(join(clone.folder, 'node_modules', 'vitest'))).toBe(true)
      const up = await startNetwork('exec npm start', { cwd: clone.folder, env })
      await stopNetwork(up)
    } finally {
      clone.remove()
      rmSync(home, { recursive: true, force: true })
    }
  })

  it('installs and runs on Node 18.0 (S11)', async () => {
    const clone = makeClone()
    const tools = mkdtempSync(join(tmpdir(), 'muster-tools-'))
    try {
      sh(`npm init -y && npm install --no-audit --no-fund ${OLD_NODE}@18.0.0 ${OLD_NPM}`, tools)
      const bin = join(tools, 'bin')
      mkdirSync(bin)
      const node = join(tools, 'node_modules', OLD_NODE, 'bin', 'node')
      symlinkSync(node, join(bin, 'node'))
      symlinkSync(join(tools, 'node_modules', 'npm', 'bin', 'npm-cli.js'), join(bin, 'npm'))
      const env = { PATH: `${bin}:/usr/bin:/bin` }
      const help = run('node --version && npm run -s muster -- --help', { cwd: clone.folder, env })
      expect(await help.exit, help.output()).toBe(0)
      expect(help.output()).toContain('v18.0.0')
      expect(help.output()).toContain('verify the node list that is due')
    } finally {
      clone.remove()
      rmSync(tools, { recursive: true, force: true })
    }
  })

  it.runIf(isRoot)('installs and runs when the user is not root', async () => {
    const clone = makeClone({ owner: NOBODY })
    const home = mkdtempSync(join(tmpdir(), 'muster-home-'))
    try {
      chown(home, NOBODY)
      const env = { HOME: home, npm_config_cache: join(home, 'cache') }
      const up = await startNetwork('exec npm start', { cwd: clone.folder, env, ...NOBODY })
      const verify = run('npm run -s muster -- verify', { cwd: clone.folder, env, ...NOBODY })
      expect(await verify.exit, verify.output()).toBe(0)
      await stopNetwork(up)
    } finally {
      clone.remove()
      rmSync(home, { recursive: true, force: true })
    }
  })

  it('refuses to run when other users can write to the clone (S9)', async () => {
    const clone = makeClone()
    try {
      chmodSync(clone.folder, 0o777)
      const refused = run('npm run -s muster -- --help', { cwd: clone.folder })
      expect(await refused.exit).toBe(1)
      expect(refused.output()).toContain(`Other users can write to ${clone.folder}`)
      expect(refused.output()).toContain(`chmod go-w '${clone.folder}'`)
      expect(existsSync(join(clone.folder, 'node_modules'))).toBe(false)
    } finally {
      clone.remove()
    }
  })

  it('adds packages in place when a network runs from the clone, and harms neither', async () => {
    const clone = makeClone()
    try {
      const up = await startNetwork('exec npm start', { cwd: clone.folder })
      const stamp = join(clone.folder, 'node_modules', '.muster-install.json')
      expect(JSON.parse(readFileSync(stamp, 'utf8'))).toMatchObject({ set: 'start' })
      const lockfile = readFileSync(join(clone.folder, 'package-lock.json'), 'utf8')
      // Marked as compiled, because this test is about the installation.
      for (const name of ['artifacts', 'cache']) {
        if (existsSync(name)) execFileSync('cp', ['-a', name, join(clone.folder, name)])
      }
      const tests = run('npm test -- test/shared/bytes.test.ts test/indexer/health', { cwd: clone.folder })
      expect(await tests.exit, tests.output()).toBe(0)
      expect(tests.output()).toContain('Adding the packages for development: done')
      expect(JSON.parse(readFileSync(stamp, 'utf8'))).toMatchObject({ set: 'full' })
      expect(readFileSync(join(clone.folder, 'package-lock.json'), 'utf8')).toBe(lockfile)
      const verify = run('npm run -s muster -- verify', { cwd: clone.folder })
      expect(await verify.exit, verify.output()).toBe(0)
      expect(up.child.exitCode).toBe(null)

      // Another lockfile asks for replaced packages, which must not happen under a running network.
      writeFileSync(join(clone.folder, 'package-lock.json'), lockfile.replace('\n', '\n\n'))
      const refused = run('npm run -s muster -- --help', { cwd: clone.folder })
      expect(await refused.exit).toBe(1)
      expect(refused.output()).toContain('Stop it with Ctrl-C first: its packages have to be replaced.')
      await stopNetwork(up)
    } finally {
      clone.remove()
    }
  })
})
