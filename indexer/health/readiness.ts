import { isBehind, LAG_BLOCKS_MAX } from '../sync/isBehind.ts'
import type { SyncStatus } from '../sync/types.ts'

/** Longest time since the chain was last looked at with success: beyond it nobody knows how far behind we are. */
export const LOOK_AGE_MS_MAX = 30_000

/** How long the endpoints may disagree, or all but one be away, before the rows are no longer the present. */
export const DOUBT_MS_MAX = 60_000

/** Whether what is in the tables may be served as the present, and if not, why not. */
export function readiness(status: SyncStatus, nowMs: number): { isReady: boolean; reasons: string[] } {
  const reasons: string[] = []
  if (status.role !== 'writer') reasons.push(`role is ${status.role}`)
  if (status.state !== 'live')
    reasons.push(`state is ${status.state}${status.stateReason ? `: ${status.stateReason}` : ''}`)
  const lag = status.seenNumber - status.headNumber
  if (lag > LAG_BLOCKS_MAX) reasons.push(`${lag} blocks behind`)
  const { newest, headNumber, headTimestamp } = status
  if (newest !== null && isBehind({ number: headNumber, timestamp: headTimestamp }, newest)) {
    const seconds = newest.timestamp - headTimestamp
    reasons.push(`other endpoints are ${newest.number - headNumber} blocks and ${seconds} s further`)
  }
  if (nowMs - status.lookedAt > LOOK_AGE_MS_MAX) reasons.push('the chain was not reached lately')
  const { doubt } = status
  if (doubt !== null && nowMs - doubt.since >= DOUBT_MS_MAX) reasons.push(`${doubt.code}: ${doubt.text}`)
  if (status.headerFault !== null) reasons.push(status.headerFault)
  if (status.countFault !== null) reasons.push(status.countFault)
  if (status.reorgOpen) reasons.push('a reorg is being worked in')
  if (status.verifiedRoot !== status.listRoot) reasons.push('the list root is not verified')
  return { isReady: reasons.length === 0, reasons }
}
