import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMuster as muster } from '../helpers/runMuster.ts'

describe('the muster command', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-command-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('answers wrong arguments and files with a sentence', async () => {
    const notJson = join(folder, 'not.json')
    writeFileSync(notJson, '{')
    const cases: [args: string[], sentence: string][] = [
      [['dance'], 'There is no command "dance".'],
      [['verify'], 'Say --rpc, or run npm start in another terminal'],
      [
        ['snapshot', '--api', 'http://127.0.0.1:1', '--rpc', 'http://127.0.0.1:1', '--chain-id', '1'],
        '--out is needed',
      ],
      [['verify', '--snapshot', notJson, '--pinned', '0x12'], '--pinned must be a hash, 0x and 64 hex digits.'],
      [['watch', '--check', folder], 'cannot be read'],
      [
        ['verify', '--k', 'two', '--api', 'http://127.0.0.1:1', '--rpc', 'http://127.0.0.1:1'],
        '--k must be a whole number above 0. It is "two".',
      ],
    ]
    for (const [args, sentence] of cases) {
      const { code, output } = await muster(args, { MUSTER_DATA: folder })
      expect(output).toContain(sentence)
      expect(code).toBe(1)
    }
  })

  it('lists its commands, and says what each takes', async () => {
    const { code, output } = await muster(['--help'])
    expect(code).toBe(0)
    expect(output).toMatch(/verify.*\n.*snapshot.*\n.*watch.*\n.*quorum.*\n.*admin.*\n.*node.*\n.*pool/)
    expect((await muster(['verify', '--help'])).output).toContain('--epoch-seconds N')
    expect((await muster(['quorum', '--help'])).output).toMatch(/propose.*\n.*sign.*\n.*aggregate.*\n.*submit/)
    expect((await muster(['quorum', 'sign', '--help'])).output).toContain('--key-file FILE')
    expect((await muster(['admin', 'dance'])).output).toContain('There is no command "dance".')
  })
})
