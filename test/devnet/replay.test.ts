import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runNode } from '../helpers/runNode.ts'

const replay = (...args: string[]) => runNode('devnet/replay.ts', args)

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const NETWORK = join(ROOT, 'test/data/network-2026-04.json')

describe('npm run replay', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-replay-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('ends with one root when operators of the replayed network have several nodes', async () => {
    const { columns, nodes } = JSON.parse(readFileSync(NETWORK, 'utf8')) as { columns: string[]; nodes: unknown[][] }
    const file = join(folder, 'network.json')
    // The last twelve share few addresses, so some operators have several nodes.
    writeFileSync(file, JSON.stringify({ columns, nodes: [...nodes.slice(0, 20), ...nodes.slice(-12)] }))
    const { code, output } = await replay(file)
    expect(code, output).toBe(0)
    expect(output).toMatch(/nodes +32, of \d+ operators \(assumed: one per address\)/)
    expect(output).toContain('(all three equal)')
  })

  it('names the argument or the file and the reason when one is invalid', async () => {
    const notJson = join(folder, 'not.json')
    writeFileSync(notJson, '{')
    const badRow = join(folder, 'row.json')
    const columns = ['ed25519Key', 'ip', 'rpcPort', 'quicPort']
    writeFileSync(badRow, JSON.stringify({ columns, nodes: [['00'.repeat(32), '1.2.3', 1, 0]] }))
    const cases: [args: string[], code: number, sentence: string][] = [
      [[], 2, 'Give one network file.'],
      [['--fast'], 2, 'Give one network file.'],
      [[notJson, badRow], 2, 'Give one network file.'],
      [[join(folder, 'nowhere.json')], 1, 'cannot be read'],
      [[notJson], 1, 'is not JSON'],
      [[badRow], 1, `${badRow}: node 1: ip "1.2.3" is not an address.`],
    ]
    for (const [args, code, sentence] of cases) {
      const answer = await replay(...args)
      expect(answer.output).toContain(sentence)
      expect(answer.code).toBe(code)
    }
  })
})
