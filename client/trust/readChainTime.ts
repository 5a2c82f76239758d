import type { SourceFailure } from '../errors.ts'
import { type AllFailed, failover } from '../transport/failover.ts'
import type { ChainClock } from './chainClock.ts'

/** Name of the trust source in failures. */
const TRUST_NAME = 'trust source'

/**
 * Reads the chain's time in unix seconds. An error of the trust source refuses the call as an error of a source does.
 *
 * @throws the error that `allFailed` makes
 */
export function readChainTime(
  clock: ChainClock,
  args: { report: (failure: SourceFailure) => void; allFailed: AllFailed },
): Promise<bigint | null> {
  return failover({ asked: [{ name: TRUST_NAME }], ask: () => clock.read(), ...args })
}
