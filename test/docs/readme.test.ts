import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tableRows } from './readPage.ts'

const ROOT = new URL('../../', import.meta.url)

/** The whole page fits on two screens. */
const LINES_MAX = 120

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')

const page = read('README.md')
const numbers = new Map(tableRows(page, ['what', 'value', 'from']).map(([what = '', value = '']) => [what, value]))

const { rows: gas } = JSON.parse(read('bench/gas/snapshot.json')) as { rows: Record<string, { gas: number }> }

describe('README.md', () => {
  it('stays short enough to read in one go', () => {
    expect(page.split('\n').length).toBeLessThanOrEqual(LINES_MAX)
  })

  it.each([
    ['gas to join: register and activate', 'join: register + activate, later permit, median'],
    ['gas to claim again', 'claim by owner, repeat'],
  ])('states the measured %s', (what, row) => {
    expect(numbers.get(what)).toBe(gas[row]?.gas.toLocaleString('en'))
  })

  it('states the results of the campaigns that docs/campaign.md has', () => {
    const campaigns = read('docs/campaign.md')
    const [caught, all] = (numbers.get('mutants of the contracts that the tests catch') ?? '').split(' of ')
    expect(campaigns).toContain(`of ${all} mutants that were judged, the Solidity tests catch ${caught} `)
    expect(campaigns).toContain(`| ${numbers.get('random calls without a broken invariant')} | 0 |`)
  })
})
