import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { defineConfig } from 'hardhat/config'
import { keccak256, stringToHex } from 'viem'

const require = createRequire(import.meta.url)

/** The compiler comes from npm: nothing is downloaded outside the registry. */
const compiler = { version: '0.8.37', path: require.resolve('solc/soljson.js') }

/** The Solidity tests themselves go through the fast pipeline; what they test is the artifact made by the slow one. */
const testOverrides = Object.fromEntries(
  globSync('test/contracts/**/*.sol', { cwd: import.meta.dirname }).map((path) => [
    path,
    { ...compiler, settings: { evmVersion: 'prague', optimizer: { enabled: true, runs: 1 }, viaIR: false } },
  ]),
)

/**
 * Random runs of each fuzz test, and the seed of all of them (32 bytes of hex), the same one unless
 * `npm run campaign -- fuzz` sets others.
 */
const { FUZZ_RUNS, FUZZ_SEED = keccak256(stringToHex('muster')), COVERAGE } = process.env
const runs = Number(FUZZ_RUNS ?? 256)

/** Sequences of calls for each network of `test/contracts/invariants`: one takes as long as a hundred runs of a fuzz test. */
const SEQUENCES = Math.ceil(runs / 100)

/** Calls in a sequence: so many that each of the three dozen comes up several times. */
const SEQUENCE_CALLS = 256

/** Shorter sequences tried to explain a failure; each takes up to two seconds. */
const SHRINKS = 64

export default defineConfig({
  solidity: {
    npmFilesToBuild: ['@openzeppelin/contracts/access/manager/AccessManager.sol'],
    compilers: [
      {
        ...compiler,
        settings: {
          evmVersion: 'prague',
          // For use, not for size: `runs` weighs the cost of calls over the cost of deployment.
          optimizer: { enabled: true, runs: 10_000 },
          viaIR: true,
        },
      },
    ],
    overrides: testOverrides,
  },
  paths: {
    sources: './contracts',
    tests: { solidity: './test' },
    // Contracts that count what is reached of them must never pass for those that are deployed.
    ...(COVERAGE === undefined ? {} : { artifacts: './coverage/artifacts', cache: './coverage/cache' }),
  },
  test: {
    solidity: {
      fuzz: { runs, seed: FUZZ_SEED },
      invariant: {
        runs: SEQUENCES,
        depth: SEQUENCE_CALLS,
        failOnRevert: true,
        shrinkRunLimit: SHRINKS,
        // Every argument is a seed: nothing to learn from storage or code.
        dictionaryWeight: 0,
        includeStorage: false,
        includePushBytes: false,
      },
    },
  },
  networks: {
    // The chain that tests start: as near to a public one as a local EVM comes.
    default: { type: 'edr-simulated', chainId: 31_337, hardfork: 'prague' },
  },
})
