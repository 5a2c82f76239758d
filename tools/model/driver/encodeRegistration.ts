import { encodeAbiParameters, type Hex, keccak256, zeroHash } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Deployment } from '../../../deploy/deploy.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { type G1Point, type G2Point, blsKeyHash as hashOf } from '../../../shared/signing/bls.ts'
import { registrationDigest } from '../../../shared/signing/registrationDigest.ts'
import type { Keyring } from '../createKeyring.ts'
import type { KeyIndex, Registration } from '../registration.ts'

/** Signs nothing that a call needs: the key of proofs that must be refused. */
const STRANGER_KEY: KeyIndex = -1

export const INFINITY_G1: G1Point = { x_a: zeroHash, x_b: zeroHash, y_a: zeroHash, y_b: zeroHash }

export const INFINITY_G2: G2Point = {
  x_c0_a: zeroHash,
  x_c0_b: zeroHash,
  x_c1_a: zeroHash,
  x_c1_b: zeroHash,
  y_c0_a: zeroHash,
  y_c0_b: zeroHash,
  y_c1_a: zeroHash,
  y_c1_b: zeroHash,
}

export const INFINITY_G1_HASH: Hex = hashOf(INFINITY_G1)

/** In the field, but not on the curve. */
export const OFF_CURVE_G2: G2Point = { ...INFINITY_G2, x_c0_b: `0x${'11'.repeat(32)}`, y_c0_b: `0x${'22'.repeat(32)}` }

export type RegistrationEncoder = {
  readonly deployment: Deployment
  readonly keyring: Keyring
  readonly accountOf: (address: Hex) => PrivateKeyAccount
}

/** The registration and the operator's signature, as `register`, `open` and `finalize` take them. */
export type EncodedRegistration = readonly [registration: Record<string, unknown>, operatorSignature: Hex]

/** @param wrongSigner signs when an account other than the operator should */
export const encodeRegistration = async (
  { deployment, keyring, accountOf }: RegistrationEncoder,
  made: Registration,
  wrongSigner: Hex,
): Promise<EncodedRegistration> => {
  const { operator, owner, ed25519Key, endpoint, feeBps, deadline } = made
  const isInfinity = made.key === 'infinity'
  const blsKey = made.key === 'infinity' ? INFINITY_G1 : keyring.publicKey(made.key)
  const blsKeyHash = made.key === 'infinity' ? INFINITY_G1_HASH : keyring.hash(made.key)
  const terms = { operator, owner, blsKeyHash, ed25519Key, feeBps, deadline }
  const digest = registrationDigest({ ...deployment, terms })
  const otherDigest = registrationDigest({ ...deployment, terms: { ...terms, deadline: deadline + 1n } })
  const sign = (): G2Point => {
    if (isInfinity || made.proof === 'zero') return INFINITY_G2
    if (made.proof === 'offCurve') return OFF_CURVE_G2
    if (made.proof === 'otherKey') return keyring.sign(digest, [STRANGER_KEY])
    return keyring.sign(made.proof === 'good' ? digest : otherDigest, [made.key as KeyIndex])
  }
  const signAsOperator = (): Promise<Hex> | Hex => {
    if (made.operatorSignature === 'none') return '0x'
    const signer = made.operatorSignature === 'otherSigner' ? wrongSigner : made.operator
    return accountOf(signer).sign({ hash: made.operatorSignature === 'otherTerms' ? otherDigest : digest })
  }
  const ed25519Signature: Hex = `0x${'5a'.repeat(made.ed25519SignatureBytes)}`
  const signed = { operator, owner, blsKey, proofOfPossession: sign(), ed25519Key, ed25519Signature }
  return [{ ...signed, endpoint, feeBps, deadline }, await signAsOperator()]
}

const INPUTS = contributionPoolsAbi.find((item) => item.type === 'function' && item.name === 'hashRegistration')?.inputs

/** keccak of both in the ABI's encoding. */
export const hashEncoded = (encoded: EncodedRegistration): Hex =>
  keccak256(encodeAbiParameters(INPUTS ?? [], encoded as never))
