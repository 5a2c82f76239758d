import type { FollowUp } from '../network/followUp.ts'

/** A follow-up that reads a pool. */
export const showPool = (poolId: bigint): FollowUp => ({
  words: ['pool', 'show', String(poolId)],
  needs: ['rpc', 'registry'],
})

/** A follow-up by which the account sends something about a pool. */
export const poolCommand = (command: string, poolId: bigint): FollowUp => ({
  words: ['pool', command, String(poolId)],
  needs: ['rpc', 'registry', 'account'],
})
