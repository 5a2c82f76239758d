import type { Hex } from '../../shared/bytes.ts'
import type { PathNode } from './nodeTable.ts'
import { x25519KeyOf } from './x25519KeyOf.ts'

/** Caches the derived keys of listed nodes from one list to the next, negative results too. */
export function createKeyCache(): { keyOf(key: Hex): Hex | null; keepOnly(nodes: readonly PathNode[]): void } {
  let known = new Map<Hex, Hex | null>()
  return {
    keyOf(key) {
      let derived = known.get(key)
      if (derived === undefined) {
        derived = x25519KeyOf(key)
        known.set(key, derived)
      }
      return derived
    },
    keepOnly(nodes) {
      const kept = nodes.flatMap(({ ed25519Key: key }) =>
        known.has(key) ? [[key, known.get(key) ?? null] as const] : [],
      )
      known = new Map(kept)
    },
  }
}
