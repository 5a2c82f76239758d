import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { writeArtifact } from './baseline.ts'
import { type CompiledContract, compile } from './compile.ts'
import type { TestRunner } from './createTestRunner.ts'
import { TestsLostError } from './errors.ts'
import { applyMutant, type Mutant } from './mutant.ts'
import { artifactPath, type Project, readSource } from './project.ts'

/** Verdict on a mutant. One that does not compile is not a mutant. */
export type Verdict =
  | { readonly outcome: 'caught' /** The test that noticed it. */; readonly by: string; readonly file: string }
  | { readonly outcome: 'survived' }
  | { readonly outcome: 'invalid' /** Message of the compiler. */; readonly error: string }

export type MutantJob = {
  readonly mutant: Mutant
  /** Sources whose code it may change. */
  readonly affected: readonly string[]
  /** Test files in the order of their runs, each with its number of tests. */
  readonly tests: readonly { readonly file: string; readonly count: number }[]
}

type Bench = {
  readonly project: Project
  /** Artifacts of the unchanged project, changed while the mutant is tested. */
  readonly folder: string
  readonly runTests: TestRunner
  /** Called before each step, with its name. */
  readonly onStep: (step: string) => void
}

/**
 * Runs the tests on a mutant until one fails.
 *
 * @throws TestsLostError
 */
export const judgeMutant = async ({ mutant, affected, tests }: MutantJob, bench: Bench): Promise<Verdict> => {
  const { project, folder, runTests, onStep } = bench
  onStep('compiler')
  const changed = new Map([[mutant.file, applyMutant(readSource(project, mutant.file) ?? '', mutant)]])
  const { errors, contracts } = compile({ project, files: affected, changed })
  if (errors[0] !== undefined) return { outcome: 'invalid', error: errors[0] }
  const restore = replaceArtifacts(folder, contracts)
  try {
    for (const { file, count } of tests) {
      onStep(file)
      const { failures, tests: actual } = await runTests(file)
      if (failures[0] !== undefined) return { outcome: 'caught', by: failures[0], file }
      if (actual !== count) throw new TestsLostError({ file, expected: count, actual, report: mutant.name })
    }
  } finally {
    restore()
  }
  return { outcome: 'survived' }
}

/** @returns a function that restores the artifacts */
const replaceArtifacts = (folder: string, contracts: readonly CompiledContract[]): (() => void) => {
  const kept = contracts.map(({ file, contract }) => {
    const path = artifactPath(folder, file, contract)
    return { path, text: readFileSync(path) }
  })
  for (const contract of contracts) writeArtifact(folder, contract)
  return () => {
    for (const { path, text } of kept) {
      // Written as a new file, because others may have a link to the old one.
      rmSync(path)
      writeFileSync(path, text)
    }
  }
}
