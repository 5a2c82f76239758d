import { describe, expect, it } from 'vitest'
import { renderMutation } from '../../../tools/mutation/renderMutation.ts'
import type { MutantResult } from '../../../tools/mutation/results.ts'
import { reviewMutation } from '../../../tools/mutation/reviewMutation.ts'

const resultOf = (fields: Partial<MutantResult>): MutantResult => ({
  campaign: 'mutation',
  mutant: 'A.f edge: a [< → <=] b',
  file: 'contracts/A.sol',
  operator: 'edge',
  outcome: 'caught',
  by: 'ATest.test_f()',
  seconds: 2,
  commit: '0123456789abcdef',
  dirty: false,
  finishedAt: '2026-01-01T00:00:00.000Z',
  ...fields,
})

const caught = resultOf({})
const survivor = resultOf({
  mutant: 'A.f guard: if ([a → false]) revert E()',
  operator: 'guard',
  outcome: 'survived',
  by: null,
})
const invalid = resultOf({ mutant: 'A constant: [1 → (1) + 1]', operator: 'constant', outcome: 'invalid', by: 'no' })
const why = 'That code is unreachable.'
const explained = [{ why, mutants: [survivor.mutant] }]

describe('reviewMutation', () => {
  it('finds no fault when enough are caught and the rest are explained', () => {
    const many = Array.from({ length: 19 }, (_, index) => resultOf({ mutant: `A.f edge: ${index}` }))
    const results = [...many, survivor, invalid]
    expect(reviewMutation({ results, names: results.map(({ mutant }) => mutant), explained })).toEqual([])
  })

  it('names a low share, unexplained survivors, and explanations of unknown mutants', () => {
    const stale = [{ why, mutants: [caught.mutant, 'B.g edge: gone'] }]
    const results = [caught, survivor, invalid]
    expect(reviewMutation({ results, names: results.map(({ mutant }) => mutant), explained: stale })).toEqual([
      '50.0 % of the mutants are caught: 95 % are wanted',
      `${survivor.mutant} survives, unexplained`,
      `${caught.mutant} is explained, but does not survive`,
      'B.g edge: gone is explained, but is not a mutant',
    ])
  })

  it('ignores the share and other explanations when only a few mutants were judged', () => {
    expect(reviewMutation({ results: [survivor], names: undefined, explained })).toEqual([])
  })
})

describe('renderMutation', () => {
  it('counts by contract and operator, and gives the reason of each survivor', () => {
    const other = resultOf({ mutant: 'B.g edge: c', file: 'contracts/libraries/B.sol' })
    const unexplained = resultOf({ mutant: 'B.g edge: d', file: 'contracts/libraries/B.sol', outcome: 'survived' })
    const results = [resultOf({ commit: 'another' }), resultOf({ outcome: 'survived' }), caught, survivor, invalid]
    expect(renderMutation([...results, other, unexplained], explained)).toBe(`## Mutants

Commit 0123456789: of 4 mutants that were judged, the Solidity tests catch 2 (50.0 %), and 2 survive; 1 more
do not compile and are none. In each cell: caught/all.

| contract | guard | edge | all |
| --- | --- | --- | --- |
| A.sol | 0/1 | 1/1 | 1/2 |
| libraries/B.sol |  | 1/2 | 1/2 |
| all | 0/1 | 2/3 | 2/4 |

Not explained:

- \`B.g edge: d\`

${why}

- \`${survivor.mutant}\`
`)
  })

  it('takes the commit with most results, and names survivors that later tests caught', () => {
    const late = resultOf({ mutant: survivor.mutant, commit: 'fedcba9876543210' })
    const unofficial = resultOf({ mutant: 'B.g edge: d', commit: 'fedcba9876543210', dirty: true })
    const unexplained = resultOf({ mutant: 'B.g edge: d', outcome: 'survived' })
    const report = renderMutation([caught, survivor, unexplained, late, unofficial], [])
    expect(report).toContain('Commit 0123456789: of 3 mutants that were judged, the Solidity tests catch 1 (33.3 %)')
    expect(report).toContain(`
Caught by tests that were added for them, at fedcba9876; with these, 66.7 % are caught:

- \`${survivor.mutant}\`

Not explained:

- \`B.g edge: d\`
`)
  })

  it('counts later mutants separately, and lists their survivors with the others', () => {
    const [commit, finishedAt] = ['fedcba9876543210', '2026-01-02T00:00:00.000Z']
    const later = [
      resultOf({ mutant: 'C.h edge: new', commit, finishedAt }),
      resultOf({ mutant: 'C.h edge: newer', commit, finishedAt, outcome: 'survived' }),
      resultOf({ mutant: 'C.h edge: none', commit, finishedAt, outcome: 'invalid' }),
      resultOf({ mutant: 'C.h edge: tried', commit, finishedAt, dirty: true }),
    ]
    const gone = resultOf({ mutant: 'A.f edge: gone', commit: 'before', finishedAt: '2025-12-31T00:00:00.000Z' })
    const whole = renderMutation([gone, caught, survivor, invalid, invalid, ...later], explained)
    expect(whole).toContain('Commit 0123456789: of 2 mutants that were judged')
    expect(whole).toContain(`
Of 2 mutants of what was written since, judged at fedcba9876, 1 are caught.

Not explained:

- \`C.h edge: newer\`

${why}
`)
    expect(whole).not.toMatch(/gone|tried|none`/)
  })

  it('renders nothing before the first result', () => {
    expect(renderMutation([])).toBe('')
  })
})
