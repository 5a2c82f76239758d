import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    // Makes what files share: the command as a bundle, one Postgres. Chains are each file's own, on free ports.
    globalSetup: ['test/run/globalSetup.ts'],
    pool: 'forks',
    // Two at a time: each brings its own EVM, and two cores are what the suite is planned for.
    maxWorkers: 2,
    // Hang guards, not targets: of a minute's work on a machine that does ten things.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    retry: 0,
  },
})
