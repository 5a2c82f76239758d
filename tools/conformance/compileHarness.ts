import type { Abi, Hex } from 'viem'
import { compile } from '../mutation/compile.ts'
import { readProject } from '../mutation/project.ts'
import { LocalChainError } from './errors.ts'

/**
 * Compiles a harness in this process. It takes a second, while Hardhat would compile the whole project first.
 *
 * @param path source path and name, as in `test/mocks/ListTreeHarness.sol:ListTreeHarness`
 * @throws LocalChainError if it does not compile
 */
export const compileHarness = (path: string): { abi: Abi; bytecode: Hex } => {
  const [file = '', name] = path.split(':')
  const { errors, contracts } = compile({ project: readProject(), files: [file] })
  const harness = contracts.find(({ contract }) => contract === name)
  if (harness === undefined) {
    throw new LocalChainError({ reason: `${path} does not compile: ${errors[0] ?? 'it has no contract of that name'}` })
  }
  return { abi: harness.abi as Abi, bytecode: harness.bytecode as Hex }
}
