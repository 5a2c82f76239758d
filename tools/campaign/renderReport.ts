import { renderMutation } from '../mutation/renderMutation.ts'
import type { MutantResult } from '../mutation/results.ts'
import type { SeedResult } from './campaign.ts'
import { describeTree } from './readTree.ts'

const INTRODUCTION = `# Campaigns

Long searches for failures, run with \`npm run campaign\`; what each of them does is in
[testing](testing.md). This page is written by \`npm run campaign -- report\` from the results.
`

const HEADER = `| campaign | seeds | length of each | operations | failures | commit | duration |
| --- | --- | --- | --- | --- | --- | --- |`

/** Results of one campaign, on one commit, of one length. */
type Group = { readonly first: SeedResult; readonly results: SeedResult[] }

/** Renders docs/campaign.md. A seed that ran again counts once, with its last result. */
export const renderReport = (all: readonly SeedResult[], mutants: readonly MutantResult[]): string => {
  const groups = new Map<string, Group>()
  for (const result of all) {
    const key = `${result.campaign}|${describeTree(result)}|${result.size}`
    const group = groups.get(key) ?? { first: result, results: [] }
    group.results.splice(0, group.results.length, ...group.results.filter(({ seed }) => seed !== result.seed), result)
    groups.set(key, group)
  }
  const rows = [...groups.values()].map(renderRow)
  const failures = [...groups.values()].flatMap(({ results }) => results.filter(({ passed }) => !passed))
  return [
    INTRODUCTION,
    [HEADER, ...rows].join('\n'),
    '',
    ...(failures.length === 0 ? [] : ['Failures:', '', ...failures.map(renderFailure), '']),
    renderMutation(mutants),
  ].join('\n')
}

const renderRow = ({ first, results }: Group): string => {
  const sum = (of: (result: SeedResult) => number): number => results.reduce((total, result) => total + of(result), 0)
  const cells = [
    first.campaign,
    results.length,
    number(first.size),
    number(sum(({ operations }) => operations)),
    sum(({ passed }) => (passed ? 0 : 1)),
    describeTree(first),
    duration(sum(({ seconds }) => seconds)),
  ]
  return `| ${cells.join(' | ')} |`
}

const renderFailure = ({ seed, failedAt, error }: SeedResult): string => {
  const [reason = ''] = (error ?? '').split('\n')
  return `- "${seed}"${failedAt === null ? '' : `, operation ${number(failedAt)}`}: ${reason}`
}

const number = (value: number): string => value.toLocaleString('en')

/** Roughly processor time: the seeds run two at a time. */
const duration = (seconds: number): string =>
  `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)
    .toString()
    .padStart(2, '0')} s`
