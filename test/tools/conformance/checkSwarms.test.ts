import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { conformance } from '../../../tools/conformance.ts'

const FILE = fileURLToPath(new URL('../../vectors/swarms.json', import.meta.url))

type Vectors = {
  records: { subnet: string }[]
  scores: { score: string }[]
  accounts: { bucket: number; swarm: number[] }[]
  crowded: { swarm: number[] }
}

describe('conformance of swarms.json', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-swarms-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const check = (): Promise<number> => conformance({ folder, write: () => undefined })

  it('passes, and counts every case', async () => {
    await cp(FILE, join(folder, 'swarms.json'))
    const { records, scores, accounts } = JSON.parse(await readFile(FILE, 'utf8')) as Vectors
    expect(await check()).toBe(records.length + scores.length + accounts.length + 1)
  })

  it.each<[field: string, at: string, change: (vectors: Vectors) => void]>([
    ['subnet', 'records 3', ({ records }) => Object.assign(records[3] as object, { subnet: '4:000000' })],
    ['score', 'scores 2', ({ scores }) => Object.assign(scores[2] as object, { score: '1' })],
    ['bucket', 'accounts 0', ({ accounts }) => Object.assign(accounts[0] as object, { bucket: 1 })],
    ['swarm', 'accounts 23', ({ accounts }) => accounts[23]?.swarm.reverse()],
    ['swarm', 'crowded', ({ crowded }) => crowded.swarm.pop()],
  ])('finds a changed %s in %s', async (field, at, change) => {
    const vectors = JSON.parse(await readFile(FILE, 'utf8')) as Vectors
    change(vectors)
    await writeFile(join(folder, 'swarms.json'), JSON.stringify(vectors))
    await expect(check()).rejects.toThrow(new RegExp(`^swarms\\.json, .*${at}: TypeScript differs in ${field}\\.`))
  })
})
