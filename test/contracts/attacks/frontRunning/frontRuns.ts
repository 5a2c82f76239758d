import type { FrontRun } from './frontRun.ts'
import { moneyRuns } from './moneyRuns.ts'
import { poolRuns } from './poolRuns.ts'
import { registryRuns } from './registryRuns.ts'

/** What may land before each call that changes anything, and what becomes of the call. */
export const FRONT_RUNS: readonly FrontRun[] = [...registryRuns, ...moneyRuns, ...poolRuns]
