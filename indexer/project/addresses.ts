import { type Hex, zeroAddress } from 'viem'

/** Returns hex in lower case, as the rows have it. */
export const lower = (hex: Hex): Hex => hex.toLowerCase() as Hex

/** Returns the account of an offer, in lower case. The zero address withdraws an offer: null. */
export const offerOf = (account: Hex): Hex | null => (account === zeroAddress ? null : lower(account))
