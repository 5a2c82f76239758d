import type * as Keys from '../../client/keys.ts'
import type { Hex } from '../../shared/bytes.ts'

const known = new Map<Hex, Hex | null>()

/**
 * The client's own derivation of keys, called once per key. Thousands of users on one network would derive the same
 * keys, each in two thirds of a millisecond. Mock `client/keys.ts` with it.
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
