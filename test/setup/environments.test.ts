import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Clone, linkInstalled, makeClone } from './support/clone.ts'
import { startNetwork, stopNetwork } from './support/network.ts'
import { run } from './support/run.ts'

const isRoot = process.getuid?.() === 0
const canUnshare = isRoot && process.platform === 'linux'

/** A port of the loopback interface on which nothing listens. */
const DEAD_PROXY = 'http://127.0.0.1:9'

/** File systems of one command, whose shared folders another user prepared. */
const HOSTILE_FOLDERS = [
  'mount -t tmpfs -o mode=1777 tmpfs /var/tmp',
  'mount -t tmpfs -o mode=0755 tmpfs /var/cache',
  'mount -t tmpfs -o mode=1777 tmpfs /var/lib',
]

/** A hostile preparation: a program of another user under each name that root may look for. */
const plantPrograms = (marker: string): string[] =>
  ['/var/lib/muster', '/var/tmp/muster-0', '/var/tmp/muster-postgres-18.4.0-beta.17-x64'].flatMap((folder) => {
    const programs = ['postgres', 'initdb'].flatMap((name) => [
      `${folder}/bin/${name}`,
      `${folder}/postgres-18.4.0-beta.17-x64/bin/${name}`,
    ])
    return [
      ...programs.map((path) => `mkdir -p $(dirname ${path}) && printf '#!/bin/sh\\ntouch ${marker}\\n' > ${path}`),
      `chmod -R 777 ${folder} && chown -R nobody ${folder}`, // prose: quoted
    ]
  })

describe('npm start', () => {
  let clone: Clone

  beforeAll(async () => {
    if (process.env['MUSTER_SETUP_ALL'] === 'yes') expect(canUnshare, 'root on Linux runs all of these').toBe(true)
    clone = makeClone()
    linkInstalled(clone.folder)
    await stopNetwork(await startNetwork('exec npm start', { cwd: clone.folder }))
  })
  afterAll(() => clone?.remove())

  const comesUp = async (line: string, env: Record<string, string> = {}): Promise<string> => {
    const up = await startNetwork(line, { cwd: clone.folder, env })
    await stopNetwork(up)
    return up.output()
  }

  it('comes up when variables name a proxy that is dead (S13)', async () => {
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']
    await comesUp('exec npm start -- --fresh', {
      NODE_USE_ENV_PROXY: '1',
      NO_PROXY: 'example.org',
      ...Object.fromEntries(names.map((name) => [name, DEAD_PROXY])),
    })
  })

  it('comes up when variables describe another PostgreSQL server', async () => {
    const settings = {
      PGHOST: 'example.org',
      PGPORT: '1',
      PGUSER: 'x',
      PGPASSWORD: 'x',
      PGSSL: 'require',
      PGDATA: '/x',
    }
    await comesUp('exec npm start', { ...settings, PGOPTIONS: '-c nonsense=1', PGSSLMODE: 'verify-full', PGMAX: '0' })
  })

  it('comes up when NODE_ENV is production and the locale is unknown', async () => {
    await comesUp('exec npm start', { NODE_ENV: 'production', LC_ALL: 'xx_XX', LANG: 'xx_XX' })
  })

  it('comes up when a process may open few files', async () => {
    await comesUp('ulimit -n 256; exec npm start')
  })

  it('comes up when the umask closes new files to others', async () => {
    await comesUp('umask 077; exec npm start -- --fresh')
  })

  it('makes no folder that others can write to when the umask allows it (S9)', async () => {
    await comesUp('umask 000; exec npm start -- --fresh')
    const open = execFileSync('find', ['.muster', '!', '-type', 'l', '-perm', '-002'], { cwd: clone.folder })
    expect(open.toString()).toBe('')
  })

  it('comes up when the home folder is a file', async () => {
    await comesUp('exec npm start', { HOME: '/dev/null' })
  })

  it.runIf(canUnshare)('comes up when the machine has no IPv6 and no network', async () => {
    const withoutIpv6 = 'ip link set lo up 2>/dev/null; sysctl -qw net.ipv6.conf.all.disable_ipv6=1'
    await comesUp(`exec unshare -n sh -c '${withoutIpv6}; exec npm start'`)
  })

  it.runIf(canUnshare)(
    'prints the reason when no folder runs programs for the account of the database (S10)',
    async () => {
      const closed = makeClosedCopy(clone)
      try {
        const mounts = ['/var/tmp', '/var/cache', '/var/lib'].map(
          (folder) => `mount -t tmpfs -o noexec,mode=1777 tmpfs ${folder}`,
        )
        const line = `exec unshare -m sh -c '${mounts.join(' && ')} && exec npm start'`
        const refused = run(line, { cwd: closed.folder, env: { TMPDIR: '/var/tmp' } })
        expect(await refused.exit).toBe(1)
        expect(refused.output()).toContain("This machine has no folder for PostgreSQL's programs:")
        expect(refused.output()).toContain(
          '/var/cache/muster: programs cannot be run there (is it mounted with noexec?)',
        )
      } finally {
        closed.remove()
      }
    },
  )

  it.runIf(canUnshare)('runs no program of another user when shared folders are hostile (S9)', async () => {
    const closed = makeClosedCopy(clone)
    // A folder in which every account can leave a mark.
    const open = mkdtempSync(join(tmpdir(), 'muster-mark-'))
    chmodSync(open, 0o777)
    const marker = join(open, 'stolen')
    try {
      const script = join(closed.folder, 'hostile.sh')
      writeFileSync(script, [...HOSTILE_FOLDERS, ...plantPrograms(marker), 'exec npm start'].join('\n'))
      const up = await startNetwork(`exec unshare -m sh -e ${script}`, {
        cwd: closed.folder,
        env: { TMPDIR: '/var/tmp' },
      })
      expect(existsSync(marker)).toBe(false)
      expect(up.output()).toContain('files in /var/cache/muster/data-')
      await stopNetwork(up)
    } finally {
      closed.remove()
      rmSync(open, { recursive: true, force: true })
    }
  })
})

/** Copies an installed clone into a folder that only root can enter. */
const makeClosedCopy = ({ folder }: Clone): Clone => {
  const copy = makeClone({ mode: 0o700 })
  linkInstalled(copy.folder, folder)
  return copy
}
