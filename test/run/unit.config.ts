import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { unitTests } from './unitTests.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** `npm run test:unit`: the tests to run after each change. */
export default defineConfig({
  test: {
    root: ROOT,
    include: unitTests(ROOT),
    isolate: false,
    maxWorkers: 2,
    retry: 0,
    // A hang guard, as in the configuration of all tests.
    testTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
