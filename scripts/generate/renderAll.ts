import { digestInput } from './digestInput.ts'
import { PRODUCT_CONTRACTS } from './productContracts.ts'
import { readCompiled } from './readCompiled.ts'
import { type RenderedFile, renderFiles } from './renderFiles.ts'

/**
 * Renders all committed files of the product contracts from Hardhat's artifacts.
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
