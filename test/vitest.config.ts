import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    // Files share nothing: each starts its own chain and its own database on free ports.
    pool: 'forks',
    // Two at a time: each brings its own EVM and Postgres, and two cores are what the suite is planned for.
    maxWorkers: 2,
    // Hang guards, not targets: of a minute's work on a machine that does ten things.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    retry: 0,
  },
})
