import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { unitTests } from './unitTests.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** `npm run test:unit`: what can be tried after each change, in seconds. */
export default defineConfig({ test: { root: ROOT, include: unitTests(ROOT), isolate: false, maxWorkers: 2, retry: 0 } })
