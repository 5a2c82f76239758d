import { BlockHashUntrustedError } from '../trust/errors.ts'
import type { AcceptedEpoch } from './acceptedEpoch.ts'
import { type EpochOffer, summaryOf } from './epochOffer.ts'
import { epochDue } from './epochTime.ts'
import { EpochConflictError, EpochRolledBackError, EpochTooOldError } from './errors.ts'

/**
 * Returns the epoch of the list due, at least the accepted one. An accepted epoch was due when it was accepted, so a trust
 * source that lags since then does not make it early. Returns `null` if the time is unknown.
 *
 * @param chainTime unix seconds
 */
export function dueSince(
  accepted: AcceptedEpoch | null,
  chainTime: bigint | null,
  epochSeconds: number,
): bigint | null {
  const byClock = epochDue(chainTime, epochSeconds)
  return byClock !== null && accepted !== null && accepted.epoch > byClock ? accepted.epoch : byClock
}

/**
 * Compares an offer with the last accepted epoch.
 *
 * @returns whether it offers another anchor for the accepted epoch
 * @throws EpochRolledBackError if it is older
 */
export function isConflict({ verified }: EpochOffer, accepted: AcceptedEpoch): boolean {
  if (verified.epoch > accepted.epoch) return false
  if (verified.epoch < accepted.epoch)
    throw new EpochRolledBackError({ epoch: verified.epoch, accepted: accepted.epoch })
  return verified.anchor.hash !== accepted.anchorHash
}

/** @param doubt the error with which the trust source did not vouch for the offer, if there was one */
export function conflictOf(
  offer: EpochOffer,
  accepted: AcceptedEpoch,
  doubt: { cause: unknown } | undefined,
): EpochConflictError {
  const offered = { ...summaryOf(offer.verified), proof: offer.proof }
  if (doubt === undefined) return new EpochConflictError({ accepted, offered, childTrusted: true })
  // Only another hash shows a lie. A trust source without an answer does not.
  const childTrusted = doubt.cause instanceof BlockHashUntrustedError ? false : null
  return new EpochConflictError({ accepted, offered, childTrusted, cause: doubt.cause })
}

/** @param due `null` if the time is unknown; then no offer is too old. @throws EpochTooOldError */
export function checkAge(epoch: bigint, due: bigint | null, maxEpochLag: number): void {
  if (due !== null && due - epoch > BigInt(maxEpochLag)) throw new EpochTooOldError({ epoch, due, maxEpochLag })
}
