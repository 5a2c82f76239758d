import { type Hex, isLowerHex } from '../shared/bytes.ts'
import { ClientConfigError } from './errors.ts'
import type { Trust } from './trust.ts'

/**
 * Trusts one block, which the caller knows by hash: from a release, a friend, or a light client of the caller's own.
 * Only the epoch whose proof rests on this block as its child is accepted.
 *
 * Nothing is known of later blocks. Unless the caller says what time it is, the client can tell neither whether that
 * list's time has come nor how old it is: it is used at once, and never called fresh. Pin a block of a list that is in use
 * already, and give `chainTime` where new guards are to be chosen.
 *
 * @param hash 32 bytes of hex.
 * @param options.chainTime unix seconds now, as far as the caller vouches for it; the device's clock, for instance.
 * @throws ClientConfigError when `hash` is no such thing.
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
