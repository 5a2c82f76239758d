import type { Hex } from 'viem'

/** Names a BLS key pair of the keyring; a negative index is a key that no node ever registers. */
export type KeyIndex = number

/** A node's endpoint: 16 address bytes, TCP port, UDP port or 0. */
export type Endpoint = { readonly ip: Hex; readonly rpcPort: number; readonly quicPort: number }

/** A permit that `signer` signed for `spender`. Any account may show it. */
export type SignedPermit = {
  readonly signer: Hex
  readonly spender: Hex
  readonly value: bigint
  readonly nonce: bigint
  readonly deadline: bigint
}

/** `other…`: a real signature, but by another key or over other terms; `zero`: infinity; `offCurve`: no point at all. */
export type ProofKind = 'good' | 'otherKey' | 'otherTerms' | 'zero' | 'offCurve'

/** The fields that register a node, and the operator's signature over them. */
export type Registration = {
  readonly operator: Hex
  readonly owner: Hex
  readonly key: KeyIndex | 'infinity'
  readonly ed25519Key: Hex
  readonly ed25519SignatureBytes: number
  readonly endpoint: Endpoint
  readonly feeBps: number
  readonly deadline: bigint
  readonly proof: ProofKind
  readonly operatorSignature: 'none' | 'good' | 'otherSigner' | 'otherTerms'
}
