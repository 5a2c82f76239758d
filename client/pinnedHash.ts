import { type Hex, isLowerHex } from '../shared/bytes.ts'
import { ClientConfigError } from './errors.ts'
import type { Trust } from './trust.ts'

/**
 * Trusts one block, which the caller knows by hash: from a release, a friend, or a light client of the caller's own.
 * Only the epoch whose proof rests on this block as its child is accepted. Nothing is known of later blocks, so the age
 * of the list is for the caller to judge: pin a recent block.
 *
 * @param hash 32 bytes of hex.
 * @throws ClientConfigError when `hash` is no such thing.
 */
export function pinnedHash(hash: Hex): Trust {
  const pinned = hash.toLowerCase()
  if (!isLowerHex(pinned, 32)) throw new ClientConfigError({ name: 'hash', reason: 'is not 32 bytes of hex' })
  return {
    latest: async () => null,
    blockHash: async () => pinned,
  }
}
