import { readFile } from 'node:fs/promises'
import type { Artifact } from '../../deploy/artifact.ts'

/**
 * Reads a contract from Hardhat's artifacts: a mock, a harness, or a product contract as the compiler left it.
 * `npm test` compiles before it reads.
 *
 * @param path source path below the project root and contract name, as in `test/mocks/ERC20__Calling.sol:ERC20__Calling`
 */
export const readCompiled = async (path: string): Promise<Artifact> => {
  const [source, name] = path.split(':')
  const file = new URL(`../../artifacts/${source}/${name}.json`, import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as Artifact
}
