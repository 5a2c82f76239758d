import { readFileSync } from 'node:fs'
import { digestInput } from './digestInput.ts'
import { PRODUCT_CONTRACTS } from './productContracts.ts'
import { type ReadSource, readSource } from './readSources.ts'
import { bytecodePath } from './renderFiles.ts'

/**
 * Names the contracts whose sources, settings or compiler changed since their bytecode was committed. Compiles nothing.
 *
 * @param root folder of the project with the committed files
 * @throws SourceMissingError, SourceInvalidError
 */
export const findStale = (root: URL, read: ReadSource = readSource): string[] =>
  PRODUCT_CONTRACTS.filter(
    (contract) => committedDigest(new URL(bytecodePath(contract), root)) !== digestInput(contract.sourceName, read),
  ).map(({ contractName }) => contractName)

/** Undefined if the file is absent or is not what `npm run generate` writes. */
const committedDigest = (file: URL): string | undefined => {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { inputDigest?: string }).inputDigest
  } catch {
    return undefined
  }
}
