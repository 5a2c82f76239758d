import { globSync } from 'node:fs'
import { defineConfig } from 'hardhat/config'
import { keccak256, stringToHex } from 'viem'
import { productCompiler, testCompiler } from './scripts/generate/compilers.ts'
import { compileTogether, dropKnownWarnings } from './scripts/generate/hardhatPlugins.ts'

/**
 * Tests, mocks and harnesses share one settings object. The contracts under test are the artifacts of the slow
 * pipeline: tests deploy them by name.
 */
const testOverrides = Object.fromEntries(
  globSync('test/**/*.sol', { cwd: import.meta.dirname }).map((path) => [path, testCompiler]),
)

/**
 * Random runs of each fuzz test, and the seed of all of them (32 bytes of hex). The seed is fixed unless `npm run
 * campaign -- fuzz` sets another.
 */
const { FUZZ_RUNS, FUZZ_SEED = keccak256(stringToHex('muster')), COVERAGE } = process.env
const runs = Number(FUZZ_RUNS ?? 256)

/**
 * Sequences of calls for each network of `test/contracts/invariants`. One takes as long as a hundred runs of a fuzz
 * test.
 */
const SEQUENCES = Math.ceil(runs / 100)

/** Calls in a sequence, enough for each of the four dozen calls to occur several times. */
const SEQUENCE_CALLS = 320

/** Shorter sequences tried to explain a failure. Each takes up to two seconds. */
const SHRINKS = 64

export default defineConfig({
  plugins: [compileTogether, dropKnownWarnings],
  solidity: {
    npmFilesToBuild: ['@openzeppelin/contracts/access/manager/AccessManager.sol'],
    compilers: [productCompiler],
    overrides: testOverrides,
  },
  paths: {
    sources: './contracts',
    tests: { solidity: './test' },
    // Instrumented contracts must never pass for the deployed ones.
    ...(COVERAGE === undefined ? {} : { artifacts: './coverage/artifacts', cache: './coverage/cache' }),
  },
  test: {
    solidity: {
      // The epoch clock has one file of vectors, read by TypeScript, Python and Solidity.
      fsPermissions: { readFile: ['test/vectors/epoch-clock.json', 'bench/takeover/schedules.json'] },
      fuzz: { runs, seed: FUZZ_SEED },
      invariant: {
        runs: SEQUENCES,
        depth: SEQUENCE_CALLS,
        failOnRevert: true,
        shrinkRunLimit: SHRINKS,
        // Every argument is a seed, so storage and code hold no useful values.
        dictionaryWeight: 0,
        includeStorage: false,
        includePushBytes: false,
      },
    },
  },
  networks: {
    // The chain that tests start: as close to a public one as a local EVM can be.
    default: { type: 'edr-simulated', chainId: 31_337, hardfork: 'prague' },
  },
})
