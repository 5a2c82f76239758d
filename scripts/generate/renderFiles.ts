import { digestInput } from './digestInput.ts'
import { PRODUCT_CONTRACTS, type ProductContract } from './productContracts.ts'
import { type Compiled, readCompiled } from './readCompiled.ts'

/** A file below the project root. */
export type RenderedFile = { readonly path: string; readonly text: string }

const FOLDER = 'shared/contracts'

const HEADER = '// Generated from the compiled contracts by `npm run generate`. Do not edit.\n'

/** Path of the file with a contract's bytecode. */
export const bytecodePath = ({ contractName }: ProductContract): string => `${FOLDER}/bytecode/${contractName}.json`

/**
 * Renders the two files that are committed for a contract.
 *
 * @param inputDigest see `digestInput`
 */
const renderFiles = (contract: ProductContract, compiled: Compiled, inputDigest: string): RenderedFile[] => {
  const { contractName, sourceName } = contract
  const { abi, bytecode, deployedBytecode, storageLayout } = compiled
  const exported = `${contractName.charAt(0).toLowerCase()}${contractName.slice(1)}Abi`
  const code = { contractName, sourceName, inputDigest, bytecode, deployedBytecode, storageLayout }
  return [
    {
      path: `${FOLDER}/${exported}.ts`,
      text: `${HEADER}export const ${exported} = ${JSON.stringify(abi, null, 2)} as const\n`,
    },
    { path: bytecodePath(contract), text: `${JSON.stringify(code, null, 2)}\n` },
  ]
}

/**
 * Renders all files that are committed for the product contracts. Reads what Hardhat compiled.
 *
 * @param artifacts Hardhat's folder of artifacts
 * @throws CompiledMissingError, LayoutAmbiguousError, SourceMissingError, SourceInvalidError
 */
export const renderAll = (artifacts: string): RenderedFile[] => {
  const compiled = readCompiled(artifacts, PRODUCT_CONTRACTS)
  return PRODUCT_CONTRACTS.flatMap((contract, index) => {
    const code = compiled[index]
    return code === undefined ? [] : renderFiles(contract, code, digestInput(contract.sourceName))
  })
}
