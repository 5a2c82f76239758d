import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { childrenOf } from './ast.ts'
import { type CompiledContract, compile } from './compile.ts'
import { createMutants } from './createMutants.ts'
import { BaselineFailedError } from './errors.ts'
import type { Mutant } from './mutant.ts'
import { artifactPath, dependantsOf, type Project, readSource } from './project.ts'

/** The compiled project without changes. */
export type Baseline = {
  readonly mutants: readonly Mutant[]
  /** Sources whose code may change with a source. */
  readonly affectedBy: (file: string) => string[]
}

/**
 * Compiles all of a project, lists its mutants, and writes the artifacts into an empty folder.
 *
 * @throws BaselineFailedError
 */
export const buildBaseline = (project: Project, folder: string): Baseline => {
  const { errors, contracts, asts } = compile({ project, files: project.sources, wantsAst: true })
  if (errors.length > 0) throw new BaselineFailedError({ failures: errors })
  for (const contract of contracts) writeArtifact(folder, contract)
  const parsed = project.mutated.flatMap((file) => {
    const [text, ast] = [readSource(project, file), asts.get(file)]
    return text === undefined || ast === undefined ? [] : [{ file, text, ast }]
  })
  const imports = new Map(
    [...asts].map(([file, ast]) => [file, childrenOf(ast).flatMap(({ absolutePath }) => textIn(absolutePath))]),
  )
  const withCode = new Set(contracts.flatMap(({ file, bytecode }) => (bytecode === '0x' ? [] : [file])))
  return {
    mutants: createMutants(parsed),
    affectedBy: (file) => dependantsOf(imports, file).filter((user) => withCode.has(user)),
  }
}

/** An artifact as Hardhat writes it. The build that it names does not exist, so Hardhat reads nothing of it. */
export const writeArtifact = (folder: string, { file, contract, ...code }: CompiledContract): void => {
  const path = artifactPath(folder, file, contract)
  mkdirSync(dirname(path), { recursive: true })
  const artifact = {
    _format: 'hh3-artifact-1',
    contractName: contract,
    sourceName: file,
    ...code,
    linkReferences: {},
    deployedLinkReferences: {},
    immutableReferences: {},
    inputSourceName: `project/${file}`,
    buildInfoId: 'solc-0_8_37-0',
  }
  writeFileSync(path, JSON.stringify(artifact))
}

const textIn = (value: unknown): string[] => (typeof value === 'string' ? [value] : [])
