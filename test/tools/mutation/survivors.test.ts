import { describe, expect, it } from 'vitest'
import { compile } from '../../../tools/mutation/compile.ts'
import { createMutants } from '../../../tools/mutation/createMutants.ts'
import { explanations } from '../../../tools/mutation/explanations.ts'
import { readProject, readSource } from '../../../tools/mutation/project.ts'

/** Minimum number of mutants. Fewer would mean that places are skipped. */
const MUTANTS_MIN = 1_000

describe('mutants of the contracts', () => {
  const project = readProject()
  const { errors, asts } = compile({ project, files: project.mutated, wantsAst: true })
  const mutants = project.mutated.flatMap((file) => {
    const [text, ast] = [readSource(project, file), asts.get(file)]
    return text === undefined || ast === undefined ? [] : createMutants([{ file, text, ast }])
  })

  it('cover every contract, with unique names', () => {
    expect(errors).toEqual([])
    expect(new Set(mutants.map(({ file }) => file))).toEqual(new Set(project.mutated))
    expect(mutants.length).toBeGreaterThan(MUTANTS_MIN)
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
  })

  it('match the explanations of survivors, each once', () => {
    const names = new Set(mutants.map(({ name }) => name))
    const explained = explanations.flatMap(({ mutants: ofReason }) => ofReason)
    expect(explained.filter((name) => !names.has(name))).toEqual([])
    expect(new Set(explained).size).toBe(explained.length)
    expect(explanations.filter(({ why }) => why === '')).toEqual([])
  })
})
