import { type Hex, hashTypedData } from 'viem'

/** The actions of the active nodes on a node. The position is the contract's number. */
export const QUORUM_KINDS = ['suspend', 'resume', 'remove'] as const

export type QuorumKind = (typeof QUORUM_KINDS)[number]

/** The part of a quorum action that is signed. */
export type QuorumTerms = {
  kind: QuorumKind
  nodeId: number
  /** A reason code of 16 bits, by convention of the operators. */
  reason: number
  /** keccak256 of the evidence. */
  evidenceHash: Hex
  /** The epoch whose signer set signs. */
  epoch: number
  /** Receives the reward of a removal. */
  reporter: Hex
}

/** See `IQuorumActions.QuorumAction`. */
const TYPES = {
  QuorumAction: [
    { name: 'kind', type: 'uint8' },
    { name: 'nodeId', type: 'uint32' },
    { name: 'reason', type: 'uint16' },
    { name: 'evidenceHash', type: 'bytes32' },
    { name: 'epoch', type: 'uint32' },
    { name: 'reporter', type: 'address' },
  ],
} as const

/**
 * Returns the EIP-712 digest of a quorum action under the domain ("Muster", "1", chain, registry). 32 bytes.
 */
export function quorumDigest(args: { chainId: bigint | number; registry: Hex; terms: QuorumTerms }): Hex {
  return hashTypedData({
    domain: { name: 'Muster', version: '1', chainId: args.chainId, verifyingContract: args.registry },
    types: TYPES,
    primaryType: 'QuorumAction',
    message: { ...args.terms, kind: QUORUM_KINDS.indexOf(args.terms.kind) },
  })
}
