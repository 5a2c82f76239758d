import type { SyncStatus } from '../sync/types.ts'

/** Blocks behind the newest seen at which rows still count as fresh: one may always be on its way. */
export const LAG_BLOCKS_MAX = 3n
/** Longest time since the chain was last looked at with success: beyond it nobody knows how far behind we are. */
export const LOOK_AGE_MS_MAX = 30_000

/** Whether what is in the tables may be served as the present, and if not, why not. */
export function readiness(status: SyncStatus, nowMs: number): { isReady: boolean; reasons: string[] } {
  const reasons: string[] = []
  if (status.role !== 'writer') reasons.push(`role is ${status.role}`)
  if (status.state !== 'live')
    reasons.push(`state is ${status.state}${status.stateReason ? `: ${status.stateReason}` : ''}`)
  const lag = status.seenNumber - status.headNumber
  if (lag > LAG_BLOCKS_MAX) reasons.push(`${lag} blocks behind`)
  if (nowMs - status.lookedAt > LOOK_AGE_MS_MAX) reasons.push('the chain was not reached lately')
  if (status.reorgOpen) reasons.push('a reorg is being worked in')
  if (status.verifiedRoot !== status.listRoot) reasons.push('the list root is not verified')
  return { isReady: reasons.length === 0, reasons }
}
