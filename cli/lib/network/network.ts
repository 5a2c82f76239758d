import type { Hex } from 'viem'
import { NEEDS, type Need } from './needs.ts'

/** Source of the name of the profile in use. */
export type ProfileSource = '--profile' | 'MUSTER_PROFILE' | 'muster use' | 'demo of this clone' | 'the call'

/** The profile that a call uses. */
export type ChosenProfile = {
  readonly name: string
  readonly source: ProfileSource
  readonly file: string
  /** Whether `--profile` with its name leads to it. A profile of the same name may hide the demo. */
  readonly isNamed: boolean
}

/** A value, and the flag, variable or profile that it came from. */
export type Sourced<T> = { readonly value: T; readonly from: string }

/** Types of the values, see `Need`. */
export type NetworkValues = {
  readonly rpc: readonly string[]
  readonly beacon: readonly string[]
  readonly api: readonly string[]
  readonly chainId: number
  /** Lower case. */
  readonly registry: Hex
  readonly epochSeconds: number
  /** Path of a key file, or an address. */
  readonly account: string
}

/** Values that a call has, each with its source. */
export type FoundValues = { readonly [Name in Need]?: Sourced<NetworkValues[Name]> }

/** The network that a call is about. */
export type Network = {
  readonly profile: ChosenProfile | undefined
  readonly found: FoundValues
  /** A profile that would have been used if no flag had named a network. */
  readonly passedOver: string | undefined
  /** A value that the command needs. */
  readonly get: <Name extends Need>(name: Name) => NetworkValues[Name]
  /** Whether `--profile` or `--rpc` stands in this call. */
  readonly isNamedInCall: boolean
}

/** Makes a network of its values. */
export const createNetwork = (values: Omit<Network, 'get'>): Network => ({
  ...values,
  get: (name) => {
    const found = values.found[name]
    if (found === undefined) throw new RangeError(`The command reads ${NEEDS[name].flag} without needing it.`)
    return found.value as never
  },
})

/** The network of a call that is about none. */
export const NO_NETWORK: Network = createNetwork({
  profile: undefined,
  found: {},
  passedOver: undefined,
  isNamedInCall: false,
})
