import type * as Keys from '../../client/path/x25519KeyOf.ts'
import type { Hex } from '../../shared/bytes.ts'

const known = new Map<Hex, Hex | null>()

/**
 * The client's own derivation of keys, asked once for each key. Thousands of users on one network would derive the same
 * keys, two thirds of a millisecond each. Mock `client/path/x25519KeyOf.ts` with it.
 */
export const rememberKeys = (keys: typeof Keys): typeof Keys => ({
  ...keys,
  x25519KeyOf: (key) => {
    let derived = known.get(key)
    if (derived === undefined) {
      derived = keys.x25519KeyOf(key)
      known.set(key, derived)
    }
    return derived
  },
})
