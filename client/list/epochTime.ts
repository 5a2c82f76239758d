import { boundaryOf, dueEpochAt, toEpoch } from '../../shared/epoch/clock.ts'

/** Returns the epoch of the list due: during epoch E + 1 every client uses list E. Returns `null` if the time is unknown. */
export function epochDue(chainTime: bigint | null, epochSeconds: number): bigint | null {
  return chainTime === null ? null : dueEpochAt(chainTime, epochSeconds)
}

/** Returns whether a list of `epoch` is the one due or a later one. Returns true if the time is unknown. */
export function isDue(epoch: bigint, chainTime: bigint | null, epochSeconds: number): boolean {
  const due = epochDue(chainTime, epochSeconds)
  return due === null || epoch >= due
}

/** Returns whether a list of `epoch` is known to be at most `lag` epochs behind the one due. */
export function isWithinLag(
  epoch: bigint,
  args: { chainTime: bigint | null; epochSeconds: number; lag: number },
): boolean {
  const due = epochDue(args.chainTime, args.epochSeconds)
  return due !== null && due - epoch <= BigInt(args.lag)
}

/** Returns the unix second at which a list of `epoch` stops being usable, if it may be `lag` epochs behind. */
export function usableUntil(epoch: bigint, lag: number, epochSeconds: number): bigint {
  // List E is due until epoch E + 2 begins.
  return boundaryOf(toEpoch(epoch + 2n + BigInt(lag)), epochSeconds)
}
