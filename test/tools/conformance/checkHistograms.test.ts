import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { conformance } from '../../../tools/conformance.ts'

const FILE = fileURLToPath(new URL('../../vectors/histograms.json', import.meta.url))

type Vector = Record<string, unknown> & { nodes: Record<string, unknown>[] }
type Vectors = { histograms: Vector[]; refused: Vector[] }

const set = (target: unknown, change: object): unknown => Object.assign(target as object, change)

const read = async (): Promise<Vectors> => JSON.parse(await readFile(FILE, 'utf8')) as Vectors

describe('conformance of histograms.json', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-histograms-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const check = (): Promise<number> => conformance({ folder, write: () => undefined })
  const checkChanged = async (change: (vectors: Vectors) => unknown): Promise<number> => {
    const vectors = await read()
    change(vectors)
    await writeFile(join(folder, 'histograms.json'), JSON.stringify(vectors))
    return check()
  }

  it('passes, and counts every case', async () => {
    await cp(FILE, join(folder, 'histograms.json'))
    const { histograms, refused } = await read()
    expect(await check()).toBe(histograms.length + refused.length)
  })

  it.each<[field: string, why: string, at: string, change: (vectors: Vectors) => unknown]>([
    ['bytes', 'a guard less', 'histograms 0', ({ histograms: [of] }) => set(of?.nodes[0], { isGuardEligible: false })],
    ['bytes', 'more stake', 'histograms 1', ({ histograms: [, of] }) => set(of?.nodes[3], { stake: '257' })],
    ['bytes', 'another AS', 'histograms 7', ({ histograms }) => set(histograms[7]?.nodes[0], { asNumber: 7 })],
    [
      'bytes',
      'an unknown country',
      'histograms 9',
      ({ histograms }) => set(histograms[9]?.nodes[0], { country: null }),
    ],
    ['bytes', 'no file', 'histograms 8', ({ histograms }) => set(histograms[8], { enrichment: null })],
    ['bytes', 'null for bytes', 'histograms 2', ({ histograms }) => set(histograms[2], { bytes: null })],
    ['bytes', 'bytes where there are none', 'histograms 3', ({ histograms }) => set(histograms[3], { bytes: '0x' })],
    ['inputHash', 'another hash', 'histograms 4', ({ histograms }) => set(histograms[4], { inputHash: '0x00' })],
    ['code', 'another code', 'refused 1', ({ refused }) => set(refused[1], { code: 'SOME_CODE' })],
  ])('finds other %s for %s', async (field, _why, at, change) => {
    await expect(checkChanged(change)).rejects.toThrow(
      new RegExp(`^histograms\\.json, ${at} .*: TypeScript differs in ${field}\\.`),
    )
  })

  it.each<[why: string, change: object]>([
    ['weight', { weight: 'GUARD_ELIGIBLE' }],
    ['dimension', { dimension: 'CITY' }],
  ])('refuses a file with an unknown %s', async (why, change) => {
    await expect(checkChanged(({ histograms }) => set(histograms[0], change))).rejects.toThrow(
      `has an unknown "${why}"`,
    )
  })

  it.each<[field: string, value: unknown]>([
    ['isGuardEligible', 1],
    ['asNumber', '1'],
    ['country', 1],
  ])('refuses a file with a wrong %s', async (field, value) => {
    await expect(checkChanged(({ histograms }) => set(histograms[0]?.nodes[0], { [field]: value }))).rejects.toThrow(
      `has ${field === 'country' || field === 'asNumber' ? 'a' : 'an'}`,
    )
  })
})
