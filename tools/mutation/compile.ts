import solc from 'solc'
import { TEST_SETTINGS } from '../../scripts/generate/compilers.ts'
import type { AstNode } from './ast.ts'
import { type Project, readSource } from './project.ts'

const OUTPUTS = ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object']

export type CompiledContract = {
  readonly file: string
  readonly contract: string
  readonly abi: readonly unknown[]
  /** Creation code and deployed code, hex with 0x. */
  readonly bytecode: string
  readonly deployedBytecode: string
}

export type Compiled = {
  /** Errors of the compiler. Then all other fields are empty. */
  readonly errors: readonly string[]
  readonly contracts: readonly CompiledContract[]
  readonly asts: ReadonlyMap<string, AstNode>
}

type Options = {
  readonly project: Project
  /** Sources whose contracts are wanted. */
  readonly files: readonly string[]
  /** Text of sources that differ from the files on disk. */
  readonly changed?: ReadonlyMap<string, string>
  readonly wantsAst?: boolean
}

/** Compiles in this process, with Hardhat's compiler. */
export const compile = ({ project, files, changed = new Map(), wantsAst = false }: Options): Compiled => {
  const read = (file: string): string | undefined => changed.get(file) ?? readSource(project, file)
  const outputSelection = Object.fromEntries(
    files.map((file) => [file, { '*': OUTPUTS, ...(wantsAst ? { '': ['ast'] } : {}) }]),
  )
  const sources = Object.fromEntries(files.map((file) => [file, { content: read(file) ?? '' }]))
  const input = { language: 'Solidity', sources, settings: { ...TEST_SETTINGS, outputSelection } }
  const find = (file: string): { contents: string } | { error: string } => {
    const contents = read(file)
    return contents === undefined ? { error: 'There is no such file.' } : { contents }
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: find })) as Output
  const errors = (output.errors ?? []).flatMap(({ severity, formattedMessage }) =>
    severity === 'error' ? [formattedMessage] : [],
  )
  // Contracts compiled before an error have no code.
  if (errors.length > 0) return { errors, contracts: [], asts: new Map() }
  const contracts = Object.entries(output.contracts ?? {}).flatMap(([file, ofFile]) =>
    Object.entries(ofFile).map(([contract, { abi, evm }]) => ({
      file,
      contract,
      abi,
      bytecode: `0x${evm.bytecode.object}`,
      deployedBytecode: `0x${evm.deployedBytecode.object}`,
    })),
  )
  const asts = Object.entries(output.sources ?? {}).flatMap(([file, { ast }]) =>
    ast === undefined ? [] : [[file, ast] as const],
  )
  return { errors, contracts, asts: new Map(asts) }
}

type Output = {
  readonly errors?: readonly { severity: string; formattedMessage: string }[]
  readonly sources?: Readonly<Record<string, { ast?: AstNode }>>
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, OutputContract>>>>
}

type OutputContract = {
  readonly abi: readonly unknown[]
  readonly evm: { readonly bytecode: { object: string }; readonly deployedBytecode: { object: string } }
}
