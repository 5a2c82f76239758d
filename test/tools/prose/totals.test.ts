import { describe, expect, it } from 'vitest'
import type { Breach } from '../../../tools/prose/findBreaches.ts'
import { renderTable } from '../../../tools/prose/renderTable.ts'
import { judge, lowerTotals } from '../../../tools/prose/totals.ts'

const breach = (rule: Breach['rule'], file: string): Breach => ({ rule, file, line: 3, text: 'some text' })

const BREACHES = [
  breach('opening', 'api/a.ts'),
  breach('opening', 'cli/lib/b.ts'),
  breach('where', 'api/a.ts'),
  breach('long', 'docs/c.md'),
]

const TOTALS = { opening: 2, actor: 0, isNo: 0, where: 1, title: 0 }

describe('judge', () => {
  it('accepts counts that equal the totals', () => {
    expect(judge(BREACHES, { totals: TOTALS, clean: [] })).toEqual({ failures: [], notes: [] })
  })

  it('fails when a count is above its total', () => {
    const { failures } = judge(BREACHES, { totals: { ...TOTALS, opening: 1 }, clean: [] })
    expect(failures).toEqual(['opening: 2 breaches, at most 1 are allowed.'])
  })

  it('asks for a lower total when a count is below it', () => {
    const { failures, notes } = judge(BREACHES, { totals: { ...TOTALS, where: 4 }, clean: [] })
    expect(failures).toEqual([])
    expect(notes).toEqual(['where: 1 breaches are left of 4. Lower the total: npm run lint:prose -- --lower'])
  })

  it.each(['cli', 'cli/lib', 'cli/lib/b.ts'])('fails for a breach in %s when that is declared clean', (room) => {
    const { failures } = judge(BREACHES, { totals: TOTALS, clean: [room] })
    expect(failures).toEqual(['cli/lib/b.ts:3: opening in a clean room: some text'])
  })

  it('accepts long sentences in clean rooms and rooms whose names begin alike', () => {
    expect(judge(BREACHES, { totals: TOTALS, clean: ['docs', 'cl', 'cli/li'] }).failures).toEqual([])
  })
})

describe('lowerTotals', () => {
  it('lowers totals that fell and raises none', () => {
    const kept = { totals: { opening: 1, actor: 5, isNo: 0, where: 7, title: 0 }, clean: ['docs'] }
    expect(lowerTotals(BREACHES, kept)).toEqual({
      totals: { opening: 1, actor: 0, isNo: 0, where: 1, title: 0 },
      clean: ['docs'],
    })
  })
})

describe('renderTable', () => {
  it('renders a line per room and the totals', () => {
    expect(renderTable(BREACHES, ['docs'])).toBe(
      [
        'room          opening  actor  isNo  where  title  long  all rules',
        'api                 1      0     0      1      0     0          2',
        'cli                 1      0     0      0      0     0          1',
        'docs (clean)        0      0     0      0      0     1          0',
        'total               2      0     0      1      0     1          3',
        '',
      ].join('\n'),
    )
  })
})
