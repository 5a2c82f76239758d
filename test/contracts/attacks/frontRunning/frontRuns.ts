import { changeRuns } from './changeRuns.ts'
import type { FrontRun } from './frontRun.ts'
import { moneyRuns } from './moneyRuns.ts'
import { poolRuns } from './poolRuns.ts'
import { quorumRuns } from './quorumRuns.ts'
import { registryRuns } from './registryRuns.ts'

/** Calls that may land before each call that changes state, and the outcome. */
export const FRONT_RUNS: readonly FrontRun[] = [
  ...registryRuns,
  ...quorumRuns,
  ...changeRuns,
  ...moneyRuns,
  ...poolRuns,
]
