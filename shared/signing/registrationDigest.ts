import { type Hex, hashTypedData } from 'viem'

/** The terms of a registration. BLS key, Ed25519 key and operator sign them. */
export type RegistrationTerms = {
  operator: Hex
  owner: Hex
  /** keccak256 of the 128-byte EIP-2537 key. */
  blsKeyHash: Hex
  ed25519Key: Hex
  feeBps: number
  /** Unix seconds. */
  deadline: bigint
}

/** See `IServiceNodeRegistry.register`. */
const TYPES = {
  Registration: [
    { name: 'operator', type: 'address' },
    { name: 'owner', type: 'address' },
    { name: 'blsKeyHash', type: 'bytes32' },
    { name: 'ed25519Key', type: 'bytes32' },
    { name: 'feeBps', type: 'uint16' },
    { name: 'deadline', type: 'uint64' },
  ],
} as const

/** Returns the EIP-712 digest of a registration at one registry on one chain. 32 bytes. */
export function registrationDigest(args: { chainId: bigint | number; registry: Hex; terms: RegistrationTerms }): Hex {
  return hashTypedData({
    domain: { name: 'Muster', version: '1', chainId: args.chainId, verifyingContract: args.registry },
    types: TYPES,
    primaryType: 'Registration',
    message: args.terms,
  })
}
