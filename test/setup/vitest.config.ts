import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests that clone, install and start the project like a new user. `npm run test:setup` runs them. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/setup/**/*.test.ts'],
    pool: 'forks',
    // Each measures or floods the machine.
    maxWorkers: 1,
    // Guards against hangs. An installation takes a minute on a busy machine.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    retry: 0,
  },
})
