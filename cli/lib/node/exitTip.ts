import { BUCKET_EPOCHS } from '../../../shared/epoch/bounds.ts'
import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import type { StatusName } from '../../../shared/serviceNode/status.ts'

/** Basis points for each whole 24 epochs since the exit was due, and at most. See `ServiceNodeRegistry`. */
const TIP_BPS = 20n
const TIP_BPS_MAX = 200n

const BPS = 10_000n

/** The part of a node that decides about the tip. */
export type LateNode = {
  readonly status: StatusName
  /** Base units. */
  readonly principal: bigint
  /** Unix seconds; 0 if no exit was asked for. */
  readonly exitDueAt: number
}

/** Seconds of a step of the tip. */
const stepSeconds = (epochSeconds: number): bigint => boundaryOf(toEpoch(BigInt(BUCKET_EPOCHS)), epochSeconds)

/** Base units of the principal that the sender of an exit gets at a time. 0 unless the node is Active and late. */
export const exitTipOf = ({ status, principal, exitDueAt }: LateNode, now: number, epochSeconds: number): bigint => {
  if (status !== 'Active' || exitDueAt === 0 || now < exitDueAt) return 0n
  const bps = (BigInt(now - exitDueAt) / stepSeconds(epochSeconds)) * TIP_BPS
  return (principal * (bps < TIP_BPS_MAX ? bps : TIP_BPS_MAX)) / BPS
}

/** Unix seconds from which on the exit of an Active node pays its sender. */
export const exitTipFrom = (exitDueAt: number, epochSeconds: number): number =>
  exitDueAt + Number(stepSeconds(epochSeconds))
