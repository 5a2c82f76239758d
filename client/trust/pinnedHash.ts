import { type Hex, isLowerHex } from '../../shared/bytes.ts'
import { ClientConfigError } from '../errors.ts'
import type { Trust } from './trust.ts'

/**
 * Trusts one block that the caller knows by its hash: from a release, a friend, or the caller's own light client. The client
 * accepts only the epoch whose proof rests on this block as its child.
 *
 * Later blocks are unknown. Without `chainTime` the client cannot decide whether the list is due, nor how old it is. It uses
 * the list at once and never calls it fresh. Pin a block of a list that is already in use. Pass `chainTime` if new guards
 * are to be chosen.
 *
 * @param hash 32 bytes of hex
 * @param options.chainTime returns the current time in unix seconds, vouched for by the caller; the device's clock, for instance
 * @throws ClientConfigError if `hash` is not 32 bytes of hex
 */
export function pinnedHash(hash: Hex, options: { chainTime?: () => bigint } = {}): Trust {
  const { chainTime } = options
  const pinned = hash.toLowerCase()
  if (!isLowerHex(pinned, 32)) throw new ClientConfigError({ name: 'hash', reason: 'is not 32 bytes of hex' })
  return {
    latest: async () => (chainTime === undefined ? null : { timestamp: chainTime() }),
    blockHash: async () => pinned,
  }
}
