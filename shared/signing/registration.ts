import { type Hex, parseSignature, zeroHash } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { blsKeyHash, blsPublicKey, type G1Point, type G2Point } from './bls.ts'
import { type RegistrationTerms, registrationDigest } from './registrationDigest.ts'

/** The endpoint of a node as the contracts take it: 16 address bytes, TCP port, UDP port or 0. */
export type Endpoint = { readonly ip: Hex; readonly rpcPort: number; readonly quicPort: number }

/** The registration as `ServiceNodeRegistry.register` takes it. */
export type Registration = Omit<RegistrationTerms, 'blsKeyHash'> & {
  readonly blsKey: G1Point
  readonly proofOfPossession: G2Point
  readonly ed25519Signature: Hex
  readonly endpoint: Endpoint
}

/** An ERC-2612 permit as `register` takes it. */
export type Permit = {
  readonly value: bigint
  readonly deadline: bigint
  readonly v: number
  readonly r: Hex
  readonly s: Hex
}

/** The absence of a permit: the caller has approved the tokens before. */
export const NO_PERMIT: Permit = { value: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash }

/** 2100-01-01 in unix seconds: the deadline of demo networks, and of tests that do not test deadlines. */
export const FAR_DEADLINE = 4_102_444_800n

/** The input of a registration, all but the slow BLS signature. */
export type RegistrationPlan = {
  readonly operator: PrivateKeyAccount
  readonly owner: Hex
  readonly blsSecretKey: Uint8Array
  readonly ed25519Key: Hex
  /** Absent if the secret key is not known. The event then carries 64 zero bytes, which prove nothing. */
  readonly signEd25519?: (digest: Hex) => Hex
  readonly endpoint: Endpoint
  /** Basis points. 0 by default: a solo node has no fee. */
  readonly feeBps?: number
  /** Unix seconds. The far future by default. */
  readonly deadline?: bigint
}

/** Completes a plan with the proof of possession that `sign` makes from the digest. The operator may be a contract. */
export const makeRegistration = async (
  deployment: { readonly chainId: number; readonly registry: Hex },
  plan: Omit<RegistrationPlan, 'operator'> & { readonly operator: { readonly address: Hex } },
  sign: (digest: Hex, secretKey: Uint8Array) => G2Point | Promise<G2Point>,
): Promise<Registration> => {
  const blsKey = blsPublicKey(plan.blsSecretKey)
  const terms: RegistrationTerms = {
    operator: plan.operator.address,
    owner: plan.owner,
    blsKeyHash: blsKeyHash(blsKey),
    ed25519Key: plan.ed25519Key,
    feeBps: plan.feeBps ?? 0,
    deadline: plan.deadline ?? FAR_DEADLINE,
  }
  const digest = registrationDigest({ ...deployment, terms })
  const { blsKeyHash: _, ...signedTerms } = terms
  return {
    ...signedTerms,
    blsKey,
    proofOfPossession: await sign(digest, plan.blsSecretKey),
    ed25519Signature: plan.signEd25519?.(digest) ?? `0x${'00'.repeat(64)}`,
    endpoint: plan.endpoint,
  }
}

/** The terms of a permit: `spender` may take `value` base units from the owner until `deadline` (unix seconds). */
export type PermitTerms = {
  readonly chainId: number
  readonly token: Hex
  readonly spender: Hex
  readonly value: bigint
  readonly nonce: bigint
  readonly deadline: bigint
}

/** Signs a permit of the staking token. */
export const signTokenPermit = async (owner: PrivateKeyAccount, terms: PermitTerms): Promise<Permit> => {
  const { chainId, token, spender, value, nonce, deadline } = terms
  const signature = await owner.signTypedData({
    domain: { name: 'Muster Staking Token', version: '1', chainId, verifyingContract: token },
    types: {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Permit',
    message: { owner: owner.address, spender, value, nonce, deadline },
  })
  const { r, s, v } = parseSignature(signature)
  return { value, deadline, v: Number(v), r, s }
}
