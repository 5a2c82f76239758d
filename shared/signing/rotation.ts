import { type Hex, zeroHash } from 'viem'
import { blsKeyHash, blsPublicKey, type G1Point, type G2Point } from './bls.ts'
import { FAR_DEADLINE } from './registration.ts'
import { rotationDigest } from './rotationDigest.ts'

/** The rotation as `ServiceNodeRegistry.rotateKeys` takes it. */
export type KeyRotation = {
  readonly previousBlsKey: G1Point
  readonly previousEd25519Key: Hex
  readonly blsKey: G1Point
  readonly proofOfPossession: G2Point
  readonly ed25519Key: Hex
  readonly ed25519Signature: Hex
  readonly compromised: boolean
  readonly deadline: bigint
}

/** The input of a rotation, all but the slow BLS signature. At least one key must be new. */
export type RotationPlan = {
  readonly nodeId: number
  readonly previousBlsKey: G1Point
  readonly previousEd25519Key: Hex
  /** Secret of the new BLS key. Absent: the key stays. */
  readonly blsSecretKey?: Uint8Array
  /** The new Ed25519 key. Absent: the key stays. */
  readonly ed25519?: { readonly publicKey: Hex; readonly sign: (digest: Hex) => Hex }
  /** The old keys are stolen. Default: false. */
  readonly compromised?: boolean
  /** Unix seconds. The far future by default. */
  readonly deadline?: bigint
}

/** Stands where the BLS key stays. The contract does not read it. */
const NO_PROOF: G2Point = {
  x_c0_a: zeroHash,
  x_c0_b: zeroHash,
  x_c1_a: zeroHash,
  x_c1_b: zeroHash,
  y_c0_a: zeroHash,
  y_c0_b: zeroHash,
  y_c1_a: zeroHash,
  y_c1_b: zeroHash,
}

/** Completes a plan with the signature of each new key. `sign` makes the proof of possession from the digest. */
export const makeRotation = async (
  deployment: { readonly chainId: number; readonly registry: Hex },
  plan: RotationPlan,
  sign: (digest: Hex, secretKey: Uint8Array) => G2Point | Promise<G2Point>,
): Promise<KeyRotation> => {
  const { nodeId, previousBlsKey, previousEd25519Key, blsSecretKey, ed25519, compromised = false } = plan
  const blsKey = blsSecretKey === undefined ? previousBlsKey : blsPublicKey(blsSecretKey)
  const ed25519Key = ed25519?.publicKey ?? previousEd25519Key
  const deadline = plan.deadline ?? FAR_DEADLINE
  const digest = rotationDigest({
    ...deployment,
    terms: {
      nodeId,
      oldBlsKeyHash: blsKeyHash(previousBlsKey),
      newBlsKeyHash: blsKeyHash(blsKey),
      oldEd25519Key: previousEd25519Key,
      newEd25519Key: ed25519Key,
      compromised,
      deadline,
    },
  })
  return {
    ...{ previousBlsKey, previousEd25519Key, blsKey, ed25519Key, compromised, deadline },
    proofOfPossession: blsSecretKey === undefined ? NO_PROOF : await sign(digest, blsSecretKey),
    ed25519Signature: ed25519?.sign(digest) ?? '0x',
  }
}
