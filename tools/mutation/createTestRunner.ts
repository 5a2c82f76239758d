import { join } from 'node:path'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import config from '../../hardhat.config.ts'
import type { Project } from './project.ts'

/**
 * Gas limit of a test. It exceeds the largest use, and ends an endless loop soon. The EVM keeps each step for its stack
 * trace, some 2 GB.
 */
const TEST_GAS = 10n ** 9n

/** Outcome of the tests of one file. */
export type TestRun = {
  readonly tests: number
  /** `Contract.test`, with the reported reason. */
  readonly failures: readonly string[]
}

/** Runs the tests of one file of a project on the artifacts in a folder, like `hardhat test solidity`. */
export type TestRunner = (file: string) => Promise<TestRun>

/** @param folder artifacts; may change between two runs */
export const createTestRunner = async (project: Project, folder: string): Promise<TestRunner> => {
  const solidity = config.test?.solidity ?? {}
  if ('profiles' in solidity) throw new TypeError('The tests have one profile.')
  const hre = await createHardhatRuntimeEnvironment(
    {
      ...config,
      paths: { ...config.paths, artifacts: folder, cache: `${folder}-cache` },
      // One failure is enough, so it need not be shrunk.
      test: { solidity: { ...solidity, gasLimit: TEST_GAS, invariant: { ...solidity.invariant, shrinkRunLimit: 0 } } },
    },
    {},
    project.root,
  )
  return async (file) => {
    const options = { noCompile: true, testFiles: [join(project.root, file)] }
    const answer = (await hre.tasks.getTask(['test', 'solidity']).run(options)) as Answer
    const suites = (answer.value ?? answer.error)?.suiteResults ?? []
    const results = suites.flatMap(({ id, testResults }) =>
      testResults.map(({ name, status, reason }) => ({ name: `${id.name}.${name}`, status, reason })),
    )
    const failures = results
      .filter(({ status }) => status === 'Failure')
      .map(({ name, reason }) => (reason === undefined ? name : `${name}: ${reason}`))
    return { tests: results.length, failures }
  }
}

/** Answer of the task, see `hardhat/types/tasks`. Its value is not typed. */
type Answer = { readonly value?: Summary; readonly error?: Summary }

type Summary = {
  readonly suiteResults: readonly {
    readonly id: { readonly name: string }
    readonly testResults: readonly { readonly name: string; readonly status: string; readonly reason?: string }[]
  }[]
}
