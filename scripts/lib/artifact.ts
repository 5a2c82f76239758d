import { readFile } from 'node:fs/promises'
import type { Abi, Hex } from 'viem'

/** What the compiler left of one contract. */
export type Artifact = { readonly abi: Abi; readonly bytecode: Hex; readonly deployedBytecode: Hex }

/**
 * Reads a compiled contract. `npm run generate`, `npm start` and `npm test` compile before they read.
 *
 * @param path source path below the project root and contract name, as in `contracts/StakingToken.sol:StakingToken`
 */
export const readArtifact = async (path: string): Promise<Artifact> => {
  const [source, name] = path.split(':')
  const file = new URL(`../../artifacts/${source}/${name}.json`, import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as Artifact
}
