import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SeedCampaign, SeedResult } from '../../tools/campaign/campaign.ts'
import { campaignOf } from '../../tools/campaign/campaigns.ts'
import { CampaignUnknownError, ResultInvalidError } from '../../tools/campaign/errors.ts'
import { renderReport } from '../../tools/campaign/renderReport.ts'
import { appendResult, readResults } from '../../tools/campaign/results.ts'
import { runSeed } from '../../tools/campaign/runSeed.ts'
import { runSeeds } from '../../tools/campaign/runSeeds.ts'
import { seedCampaignOf } from '../../tools/campaign/seedCampaigns.ts'
import { writeReport } from '../../tools/campaign/writeReport.ts'
import { OperationFailedError } from '../../tools/model/errors.ts'

const CLEAN = { commit: '0123456789abcdef', dirty: false }
const OPERATIONS = 5

let folder: string
let lines: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-campaign-'))
  lines = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (seeds: number, tree = CLEAN) =>
  runSeeds({
    name: 'differential',
    extent: { seeds, size: OPERATIONS },
    readTree: () => tree,
    folder,
    say: (line) => lines.push(line),
    update: () => undefined,
  })

const resultOf = (fields: Partial<SeedResult>): SeedResult => ({
  campaign: 'differential',
  seed: 'differential 1',
  size: 10_000,
  passed: true,
  operations: 10_000,
  failedAt: null,
  error: null,
  seconds: 200,
  ...CLEAN,
  finishedAt: '2026-01-01T00:00:00.000Z',
  ...fields,
})

describe('a campaign', () => {
  it('runs each seed once for a commit, and resumes when it was stopped', async () => {
    await run(1)
    expect(await readResults(folder, 'differential')).toMatchObject([
      { seed: 'differential 1', passed: true, operations: OPERATIONS, ...CLEAN },
    ])
    const results = await run(3)
    expect(results.map(({ seed, passed }) => [seed, passed]).sort()).toEqual([
      ['differential 1', true],
      ['differential 2', true],
      ['differential 3', true],
    ])
    expect(lines.filter((line) => line.includes('to run'))).toEqual([
      'differential: 1 of 1 seeds to run, 5 each, at 0123456789',
      'differential: 2 of 3 seeds to run, 5 each, at 0123456789',
    ])
    expect(await writeReport(folder, join(folder, 'campaign.md'))).toEqual({ seeds: 3, mutants: 0 })
    expect(readFileSync(join(folder, 'campaign.md'), 'utf8')).toContain('| differential | 3 | 5 | 15 | 0 |')
  })

  it('ignores results of another commit or a changed tree', async () => {
    await appendResult(folder, resultOf({ size: OPERATIONS, commit: 'another' }))
    await appendResult(folder, resultOf({ size: OPERATIONS, dirty: true }))
    await run(1, { ...CLEAN, dirty: true })
    expect(lines[0]).toBe('differential: 1 of 1 seeds to run, 5 each, at 0123456789 with changes')
    expect(await readResults(folder, 'differential')).toHaveLength(3)
  })

  it('keeps a failure as a result, with the number of the operation', async () => {
    const failing: SeedCampaign = {
      ...seedCampaignOf('differential'),
      run: async ({ seed, onProgress }) => {
        onProgress(41)
        throw new OperationFailedError({ seed, operation: 42, call: { kind: 'exit' }, cause: new Error('they differ') })
      },
    }
    const job = { campaign: 'differential', seed: 'differential 7', size: 100, tree: CLEAN }
    const result = await runSeed(failing, job, () => undefined)
    expect(result).toMatchObject({ passed: false, failedAt: 42, operations: 42, ...CLEAN })
    expect(result.error).toMatch(/^Seed "differential 7" fails at operation 42: they differ/)
  })

  it('throws when a name is unknown or a line is cut off', async () => {
    expect(() => campaignOf('toString')).toThrow(CampaignUnknownError)
    writeFileSync(join(folder, 'fuzz.jsonl'), `${JSON.stringify(resultOf({ campaign: 'fuzz' }))}\n{"seed":"fu`)
    await expect(readResults(folder, 'fuzz')).rejects.toThrow(ResultInvalidError)
    await expect(readResults(folder, 'fuzz')).rejects.toThrow(/^Line 2 of .*fuzz\.jsonl/)
    expect(readFileSync(join(folder, 'fuzz.jsonl'), 'utf8')).toContain('{"seed":"fu')
  })
})

describe('the report of campaigns', () => {
  it('counts each seed once, by commit and length, and names failures', () => {
    const report = renderReport(
      [
        resultOf({ passed: false, operations: 42, failedAt: 42, error: 'no longer so' }),
        resultOf({}),
        resultOf({ seed: 'differential 2', seconds: 101 }),
        resultOf({
          seed: 'differential 3',
          passed: false,
          operations: 1_234,
          failedAt: 1_234,
          error: 'They differ.\nmore',
        }),
        resultOf({ campaign: 'fuzz', seed: 'fuzz 1', size: 1_000, operations: 14_000, seconds: 61, dirty: true }),
      ],
      [],
    )
    expect(report.split('\n').filter((line) => /^[|-]/.test(line))).toEqual([
      '| campaign | seeds | length of each | operations | failures | commit | duration |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      '| differential | 3 | 10,000 | 21,234 | 1 | 0123456789 | 8 min 21 s |',
      '| fuzz | 1 | 1,000 | 14,000 | 0 | 0123456789 with changes | 1 min 01 s |',
      '- "differential 3", operation 1,234: They differ.',
    ])
  })
})
