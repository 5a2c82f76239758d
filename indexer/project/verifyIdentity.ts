import { type Hex, hashTypedData } from 'viem'
import { hexToBytes } from '../../shared/bytes.ts'
import { verifyEd25519 } from './verifyEd25519.ts'

/** Struct that operator, BLS key and Ed25519 key sign; see IServiceNodeRegistry.register. */
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

export type RegistrationTerms = {
  operator: Hex
  owner: Hex
  blsKeyHash: Hex
  ed25519Key: Hex
  feeBps: number
  deadline: bigint
}

/** The EIP-712 digest of a registration at one registry. 32 bytes. */
export function registrationDigest(args: { chainId: bigint; registry: Hex; terms: RegistrationTerms }): Hex {
  return hashTypedData({
    domain: { name: 'Muster', version: '1', chainId: args.chainId, verifyingContract: args.registry },
    types: TYPES,
    primaryType: 'Registration',
    message: args.terms,
  })
}

/** Whether the node's Ed25519 key signed these terms. Never throws: bytes that are no key or no signature are a "no". */
export function verifyIdentity(args: {
  chainId: bigint
  registry: Hex
  terms: RegistrationTerms
  signature: Hex
}): boolean {
  return verifyEd25519({
    key: hexToBytes(args.terms.ed25519Key),
    message: hexToBytes(registrationDigest(args)),
    signature: hexToBytes(args.signature),
  })
}
