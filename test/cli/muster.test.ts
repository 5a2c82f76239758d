import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../client/servers.ts'
import { runMuster as muster, musterBundle } from '../helpers/runMuster.ts'

/** No server listens there. */
const NOWHERE = 'http://127.0.0.1:1'

describe('the muster command', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-command-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('muster answers with a sentence and an exit code when arguments or files are wrong', async () => {
    const notJson = join(folder, 'not.json')
    writeFileSync(notJson, '{')
    const network = ['--api', NOWHERE, '--rpc', NOWHERE, '--chain-id', '1', '--registry', `0x${'12'.repeat(20)}`]
    const cases: [args: string[], sentence: string, code: number][] = [
      [['dance'], 'There is no command "dance".', 2],
      [['verify'], '--api URL, --rpc URL, --chain-id N, --registry ADDRESS, --epoch-seconds N are missing.', 2],
      [
        ['snapshot', '--chain-id', '1'],
        '--out FILE, --api URL, --rpc URL, --registry ADDRESS, --epoch-seconds N are',
        2,
      ],
      [
        ['verify', '--snapshot', notJson, '--pinned', '0x12', ...network, '--epoch-seconds', '60'],
        '--pinned must be a hash: 0x and 64 hex digits.',
        2,
      ],
      [['watch', '--check', folder], 'cannot be read', 1],
      [
        ['verify', '--k', 'two', ...network, '--epoch-seconds', '60'],
        '--k must be a whole number from 1 to 1000. It is "two".',
        2,
      ],
      [['verify', ...network, '--epoch-seconds', '60'], 'NOT verified: no answer came.', 5],
      [['node', 'show', '1', '--rpc', NOWHERE, '--registry', `0x${'12'.repeat(20)}`], "The chain's endpoint failed", 5],
    ]
    for (const [args, sentence, exitCode] of cases) {
      const { code, output } = await muster(args)
      expect(output).toContain(sentence)
      expect(code, output).toBe(exitCode)
    }
  })

  it('muster lists its commands when help is asked for', async () => {
    const { code, output } = await muster(['--help'])
    expect(code).toBe(0)
    expect(output).toMatch(
      /use.*\n.*verify.*\n.*snapshot.*\n.*watch.*\n.*node.*\n.*beacon.*\n.*pool.*\n.*quorum.*\n.*admin/,
    )
    expect((await muster(['verify', '--help'])).output).toContain('--epoch-seconds N')
    expect((await muster(['quorum', '--help'])).output).toMatch(/propose.*\n.*sign.*\n.*aggregate.*\n.*submit/)
    expect((await muster(['quorum', 'sign', '--help'])).output).toContain('--key-file FILE')
    expect((await muster(['admin', 'dance'])).output).toContain('There is no command "dance".')
  })

  it('muster prints no colours when its output is a pipe, and some when FORCE_COLOR is set', async () => {
    expect((await muster(['--help'])).output).not.toContain('\u001b')
    expect((await muster(['--help'], { FORCE_COLOR: '1' })).output).toContain('\u001b[1mUsage:\u001b[22m')
    expect((await muster(['dance'], { FORCE_COLOR: '1', NO_COLOR: '' })).output).toContain('\u001b[31m')
  })

  it('muster exits with 130 when Ctrl-C interrupts it', async () => {
    const { script, env } = await musterBundle()
    // The server never answers.
    const server = await startServer(() => undefined)
    const network = ['--rpc', server.url, '--registry', `0x${'12'.repeat(20)}`]
    const child = spawn(process.execPath, [script, 'node', 'show', '1', ...network], { env })
    const exit = once(child, 'close')
    try {
      while (server.requests.length === 0) await sleep(20)
      child.kill('SIGINT')
      expect(await exit).toEqual([130, null])
    } finally {
      child.kill()
      await server.stop()
    }
  })

  it('muster tells a keystore as one when it is given as a key file (S14)', async () => {
    const keystore = join(folder, 'keystore.json')
    writeFileSync(keystore, JSON.stringify({ version: 4, crypto: { kdf: {} } }), { mode: 0o600 })
    const network = ['--rpc', NOWHERE, '--registry', `0x${'12'.repeat(20)}`]
    const { code, output } = await muster(['node', 'exit', '1', ...network, '--account-key-file', keystore])
    expect(output).toContain('is an encrypted keystore, and this command reads key files without encryption.')
    expect(code).toBe(1)
  })
})
