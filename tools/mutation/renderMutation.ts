import { describeTree } from '../campaign/readTree.ts'
import { type Explanation, explanations, whyOf } from './explanations.ts'
import { operators } from './operators/operators.ts'
import type { MutantResult } from './results.ts'
import { caughtPercent } from './reviewMutation.ts'

/**
 * Renders the part of docs/campaign.md on mutants. It takes the commit with most results, and the last one of each
 * mutant. It adds which survivors later tests caught, and the verdicts on later mutants.
 */
export const renderMutation = (
  all: readonly MutantResult[],
  explained: readonly Explanation[] = explanations,
): string => {
  const byTree = [...Map.groupBy(all, describeTree)].sort(([, a], [, b]) => b.length - a.length)
  const [tree, ofTree] = byTree[0] ?? []
  if (ofTree === undefined) return ''
  const results = [...new Map(ofTree.map((result) => [result.mutant, result])).values()]
  const valid = results.filter(({ outcome }) => outcome !== 'invalid')
  const survivors = valid.filter(({ outcome }) => outcome === 'survived')
  const [caught, invalid] = [valid.length - survivors.length, results.length - valid.length]
  const share = caughtPercent(valid).toFixed(1)
  const since = caughtSince(survivors, all)
  const later = judgedLater(results, all)
  const left = [
    ...survivors.filter(({ mutant }) => !since.has(mutant)),
    ...later.filter(({ outcome }) => outcome === 'survived'),
  ]
  const withSince = caughtPercent(valid.map((result) => since.get(result.mutant) ?? result)).toFixed(1)
  const lines = [
    '## Mutants',
    '',
    `Commit ${tree}: of ${number(valid.length)} mutants that were judged, the Solidity tests catch ${number(caught)} (${share} %), and ${number(survivors.length)} survive; ${number(invalid)} more`,
    'do not compile and are none. In each cell: caught/all.',
    '',
    ...table(valid),
    '',
    ...renderSince(since, withSince),
    ...renderLater(later),
    ...renderSurvivors(left, whyOf(explained)),
  ]
  return lines.join('\n')
}

const table = (results: readonly MutantResult[]): string[] => {
  const used = Object.keys(operators).filter((name) => results.some(({ operator }) => operator === name))
  const files = [...new Set(results.map(({ file }) => file))].sort()
  const row = (title: string, ofRow: readonly MutantResult[]): string => {
    const cells = used.map((name) => cell(ofRow.filter(({ operator }) => operator === name)))
    return `| ${[title, ...cells, cell(ofRow)].join(' | ')} |`
  }
  return [
    `| contract | ${used.join(' | ')} | all |`,
    `| --- |${' --- |'.repeat(used.length + 1)}`,
    ...files.map((of) =>
      row(
        of.replace('contracts/', ''),
        results.filter(({ file }) => file === of),
      ),
    ),
    row('all', results),
  ]
}

const cell = (results: readonly MutantResult[]): string => {
  const caught = results.filter(({ outcome }) => outcome === 'caught').length
  return results.length === 0 ? '' : `${caught}/${results.length}`
}

/** Verdicts on these survivors at later commits, by the mutant's name. */
const caughtSince = (survivors: readonly MutantResult[], all: readonly MutantResult[]): Map<string, MutantResult> =>
  new Map(
    survivors.flatMap((survivor) => {
      const last = all.findLast(({ mutant, dirty }) => mutant === survivor.mutant && !dirty)
      return last?.outcome === 'caught' ? [[survivor.mutant, last] as const] : []
    }),
  )

/** Last verdicts at later commits on mutants that are not in the table. */
const judgedLater = (results: readonly MutantResult[], all: readonly MutantResult[]): MutantResult[] => {
  const known = new Set(results.map(({ mutant }) => mutant))
  const [end] = results
    .map(({ finishedAt }) => finishedAt)
    .sort()
    .slice(-1)
  const later = all.filter(
    ({ mutant, outcome, dirty, finishedAt }) =>
      !known.has(mutant) && outcome !== 'invalid' && !dirty && end !== undefined && finishedAt > end,
  )
  return [...new Map(later.map((result) => [result.mutant, result])).values()]
}

const renderLater = (later: readonly MutantResult[]): string[] =>
  [...Map.groupBy(later, describeTree)].flatMap(([tree, results]) => {
    const caught = results.filter(({ outcome }) => outcome === 'caught').length
    return [
      `Of ${number(results.length)} mutants of what was written since, judged at ${tree}, ${number(caught)} are caught.`,
      '',
    ]
  })

const renderSince = (since: ReadonlyMap<string, MutantResult>, share: string): string[] =>
  [...Map.groupBy(since.values(), describeTree)].flatMap(([tree, results]) => [
    `Caught by tests that were added for them, at ${tree}; with these, ${share} % are caught:`,
    '',
    ...results.map(({ mutant }) => `- \`${mutant}\``).sort(),
    '',
  ])

/** By reason, in the order of the explanations. Those without a reason come first. */
const renderSurvivors = (survivors: readonly MutantResult[], why: ReadonlyMap<string, string>): string[] => {
  const names = survivors.map(({ mutant }) => mutant).sort()
  const reasons = ['', ...new Set(why.values())]
  return reasons.flatMap((reason) => {
    const ofReason = names.filter((name) => (why.get(name) ?? '') === reason)
    if (ofReason.length === 0) return []
    return [reason === '' ? 'Not explained:' : reason, '', ...ofReason.map((name) => `- \`${name}\``), '']
  })
}

const number = (value: number): string => value.toLocaleString('en')
