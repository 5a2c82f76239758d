import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CampaignOptions } from '../campaign/campaign.ts'
import { describeTree } from '../campaign/readTree.ts'
import { appendResult, readResults } from '../campaign/results.ts'
import { buildBaseline } from './baseline.ts'
import { createLane, type Lane } from './createLane.ts'
import { LaneLostError } from './errors.ts'
import { type Explanation, explanations } from './explanations.ts'
import type { Verdict } from './judgeMutant.ts'
import type { Mutant } from './mutant.ts'
import { operators } from './operators/operators.ts'
import { orderTests, type TestFile } from './orderTests.ts'
import { type Project, readProject } from './project.ts'
import type { MutantResult } from './results.ts'
import { reviewMutation } from './reviewMutation.ts'
import { runBaseline } from './runBaseline.ts'

/** Mutants judged at once. The project is planned for two cores. */
const LANES = 2

/** Mutants of a short run, spread over all of them. */
const SHORT_MUTANTS = 8

export type MutationOptions = CampaignOptions & {
  readonly project?: Project
  readonly explained?: readonly Explanation[]
}

/**
 * Judges the mutants that have no verdict for this commit, and writes each verdict at once.
 *
 * @returns all faults: see `reviewMutation`, and mutants that could not be judged
 * @throws BaselineFailedError
 */
export const runMutation = async (options: MutationOptions): Promise<string[]> => {
  const { folder, readTree, say, update, project = readProject(), explained = explanations } = options
  const work = join(folder, 'mutation')
  const artifacts = join(work, 'artifacts')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(artifacts, { recursive: true })
  const tree = readTree()
  say('mutation: compiling the contracts as they are')
  const { mutants: unsorted, affectedBy } = buildBaseline(project, artifacts)
  const mutants = Object.keys(operators).flatMap((name) => unsorted.filter(({ operator }) => operator === name))
  const chosen = choose(mutants, options)
  const old = await readOld(options, new Set(chosen.map(({ name }) => name)))
  const judged = new Set(old.map(({ mutant }) => mutant))
  const waiting = chosen.filter(({ name }) => !judged.has(name))
  say(`mutation: ${waiting.length} of ${chosen.length} mutants to judge, at ${describeTree(tree)}`)

  const lanes = Array.from({ length: waiting.length === 0 ? 0 : LANES }, (_, index) =>
    createLane({ root: project.root, artifacts, folder: join(work, `lane-${index}`) }),
  )
  const lost: string[] = []
  const results = [...old]
  try {
    const tests = waiting.length === 0 ? [] : await runBaseline(lanes, project.tests)
    const caught = new Map<string, Map<string, number>>()
    const total = waiting.length
    const judgeOn = async (lane: Lane): Promise<void> => {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const startedAt = performance.now()
        const verdict = await judge(lane, { mutant, affected: affectedBy(mutant.file), tests, caught }).catch(
          keep(lost, mutant),
        )
        if (verdict === undefined) continue
        const result = resultOf({ mutant, verdict, startedAt, tree: readTree() })
        await appendResult(folder, result)
        results.push(result)
        if (verdict.outcome === 'survived') say(`survived: ${mutant.name}`)
        update('mutation', total - waiting.length, total)
      }
    }
    await Promise.all(lanes.map(judgeOn))
  } finally {
    // If one lane fails, the others must stop.
    waiting.splice(0)
    for (const lane of lanes) lane.stop()
    rmSync(work, { recursive: true, force: true })
  }
  const isWhole = chosen.length === mutants.length
  return [
    ...lost,
    ...reviewMutation({ results, names: isWhole ? mutants.map(({ name }) => name) : undefined, explained }),
  ]
}

/** All; or those whose names hold one of the texts; or a few. */
const choose = (mutants: readonly Mutant[], { isShort, match }: CampaignOptions): readonly Mutant[] => {
  if (match !== undefined) return mutants.filter(({ name }) => match.some((text) => name.includes(text)))
  const step = Math.ceil(mutants.length / SHORT_MUTANTS)
  return isShort ? mutants.filter((_, index) => index % step === 0) : mutants
}

/** Verdicts on this very commit. Results of a changed tree do not count, because the tree may have changed again. */
const readOld = async (options: CampaignOptions, names: ReadonlySet<string>): Promise<MutantResult[]> => {
  const { commit, dirty } = options.readTree()
  const all = await readResults<MutantResult>(options.folder, 'mutation')
  return all.filter((result) => result.commit === commit && !result.dirty && !dirty && names.has(result.mutant))
}

type Case = {
  readonly mutant: Mutant
  readonly affected: readonly string[]
  readonly tests: readonly TestFile[]
  /** Number of mutants of each source that each test file caught. */
  readonly caught: Map<string, Map<string, number>>
}

const judge = async (lane: Lane, { mutant, affected, tests, caught }: Case): Promise<Verdict> => {
  const counts = caught.get(mutant.file) ?? new Map<string, number>()
  const verdict = await lane.judge({ mutant, affected, tests: orderTests(tests, affected, counts) })
  if (verdict.outcome === 'caught') counts.set(verdict.file, (counts.get(verdict.file) ?? 0) + 1)
  caught.set(mutant.file, counts)
  return verdict
}

const keep =
  (lost: string[], { name }: Mutant) =>
  (error: unknown): undefined => {
    if (!(error instanceof LaneLostError)) throw error
    lost.push(`${name}: ${error.message}`)
  }

type Outcome = { mutant: Mutant; verdict: Verdict; startedAt: number; tree: { commit: string; dirty: boolean } }

const resultOf = ({ mutant, verdict, startedAt, tree }: Outcome): MutantResult => ({
  campaign: 'mutation',
  mutant: mutant.name,
  file: mutant.file,
  operator: mutant.operator,
  outcome: verdict.outcome,
  by: verdict.outcome === 'caught' ? verdict.by : verdict.outcome === 'invalid' ? verdict.error : null,
  seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  ...tree,
  finishedAt: new Date().toISOString(),
})
