import { createHash } from 'node:crypto'
import { PRODUCT_SETTINGS, SOLC_VERSION } from './compilers.ts'
import { type ReadSource, readSource, readSources } from './readSources.ts'
import { stripComments } from './solidityText.ts'

/**
 * Digests all that decides a contract's bytecode: its sources without comments, the settings and the compiler's version.
 *
 * @param path source of the contract
 * @returns sha256, hex
 * @throws SourceMissingError, SourceInvalidError
 */
export const digestInput = (path: string, read: ReadSource = readSource): string => {
  const sources = [...readSources(path, read)].map(([name, text]) => [name, stripComments(text)])
  const input = { compiler: SOLC_VERSION, settings: PRODUCT_SETTINGS, sources }
  return createHash('sha256').update(JSON.stringify(input)).digest('hex')
}
