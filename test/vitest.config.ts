import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import SlowestTests from './run/slowestTests.ts'

/** Files with a process of their own: they measure the process, listen to all of it, or replace a module. */
const ALONE = [
  'test/api/database/faults.test.ts',
  'test/api/graphql/createGraphqlEngine.test.ts',
  'test/api/graphql/measureCost.test.ts',
  'test/client/list/hostileList.test.ts',
  'test/client/path/*.test.ts',
  'test/shared/swarm/swarmOf.test.ts',
  'test/tools/corpus/**/*.test.ts',
]

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    // Makes what files share: the command as a bundle, one Postgres. Chains are each file's own, on free ports.
    globalSetup: [fileURLToPath(import.meta.resolve('./run/globalSetup.ts'))],
    reporters: ['default', new SlowestTests()],
    pool: 'forks',
    // Processes that tests start from source begin in two thirds of the time.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('../cache/node-compile', import.meta.url)) },
    // Two cores are what the suite is planned for. A third worker uses them while tests wait: 205 s instead of 240.
    maxWorkers: 3,
    // Hang guards, not targets: of a minute's work on a machine that does ten things.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    retry: 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...ALONE, 'test/setup/**'],
          // One process loads Hardhat and viem once for all its files: a second of CPU each otherwise.
          isolate: false,
          setupFiles: [fileURLToPath(import.meta.resolve('./run/leaveNoTrace.ts'))],
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
})
