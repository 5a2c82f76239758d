import { type Hex, hashTypedData } from 'viem'

/** The terms of a rotation of keys. Each new key signs them. A key that stays repeats the old value. */
export type RotationTerms = {
  nodeId: number
  /** keccak256 of the 128-byte EIP-2537 key. */
  oldBlsKeyHash: Hex
  newBlsKeyHash: Hex
  oldEd25519Key: Hex
  newEd25519Key: Hex
  /** The old keys are stolen. */
  compromised: boolean
  /** Unix seconds. */
  deadline: bigint
}

/** See `IServiceNodeRegistry.KeyRotation`. */
const TYPES = {
  Rotation: [
    { name: 'nodeId', type: 'uint32' },
    { name: 'oldBlsKeyHash', type: 'bytes32' },
    { name: 'newBlsKeyHash', type: 'bytes32' },
    { name: 'oldEd25519Key', type: 'bytes32' },
    { name: 'newEd25519Key', type: 'bytes32' },
    { name: 'compromised', type: 'bool' },
    { name: 'deadline', type: 'uint64' },
  ],
} as const

/** Returns the EIP-712 digest of a rotation at one registry on one chain. 32 bytes. */
export function rotationDigest(args: { chainId: bigint | number; registry: Hex; terms: RotationTerms }): Hex {
  return hashTypedData({
    domain: { name: 'Muster', version: '1', chainId: args.chainId, verifyingContract: args.registry },
    types: TYPES,
    primaryType: 'Rotation',
    message: args.terms,
  })
}
