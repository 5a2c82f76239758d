import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Abi, Hex } from 'viem'
import { type CompilerLayout, describeLayout, type StorageLayout } from './describeLayout.ts'
import { CompiledMissingError } from './errors.ts'
import type { ProductContract } from './productContracts.ts'

/** The parts of a compiled contract that are committed. */
export type Compiled = {
  readonly abi: Abi
  readonly bytecode: Hex
  readonly deployedBytecode: Hex
  readonly storageLayout: StorageLayout
}

type Artifact = Omit<Compiled, 'storageLayout'> & { readonly inputSourceName: string; readonly buildInfoId: string }

type BuildOutput = {
  readonly output: {
    readonly contracts: Readonly<Record<string, Readonly<Record<string, { readonly storageLayout: CompilerLayout }>>>>
  }
}

/**
 * Reads what Hardhat compiled.
 *
 * @param folder Hardhat's artifacts
 * @throws CompiledMissingError, LayoutAmbiguousError
 */
export const readCompiled = (folder: string, contracts: readonly ProductContract[]): Compiled[] => {
  // One job compiles them all: its output is read once.
  const outputs = new Map<string, BuildOutput>()
  const outputOf = (buildInfoId: string): BuildOutput => {
    const output =
      outputs.get(buildInfoId) ?? readJson<BuildOutput>(join(folder, 'build-info', `${buildInfoId}.output.json`))
    outputs.set(buildInfoId, output)
    return output
  }
  return contracts.map((contract) => {
    const { storageLayout, ...code } = readOne(folder, contract, outputOf)
    return { ...code, storageLayout: describeLayout(storageLayout) }
  })
}

type Raw = Omit<Compiled, 'storageLayout'> & { readonly storageLayout: CompilerLayout }

const readOne = (
  folder: string,
  { contractName, sourceName }: ProductContract,
  outputOf: (buildInfoId: string) => BuildOutput,
): Raw => {
  try {
    const artifact = readJson<Artifact>(join(folder, sourceName, `${contractName}.json`))
    const { abi, bytecode, deployedBytecode, inputSourceName, buildInfoId } = artifact
    const storageLayout = outputOf(buildInfoId).output.contracts[inputSourceName]?.[contractName]?.storageLayout
    if (storageLayout === undefined) throw new TypeError('The compiler wrote no storage layout.')
    return { abi, bytecode, deployedBytecode, storageLayout }
  } catch (cause) {
    throw new CompiledMissingError({ contractName, cause })
  }
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T
