import { type Hex, hashTypedData } from 'viem'
import type { G2Point } from '../../../shared/signing/bls.ts'
import type { RotateKeysCall } from '../operation.ts'
import {
  INFINITY_G1,
  INFINITY_G1_HASH,
  INFINITY_G2,
  OFF_CURVE_G2,
  type RegistrationEncoder,
} from './encodeRegistration.ts'

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

/** Signs nothing that a call needs: the key of proofs that must be refused. */
const STRANGER_KEY = -1

/** The struct of a rotation, signed by the new BLS key, or wrongly. */
export const encodeRotation = (
  { deployment, keyring }: RegistrationEncoder,
  made: RotateKeysCall,
): Record<string, unknown> => {
  const { nodeId, previousEd25519Key, ed25519Key, compromised, deadline } = made
  const digest = (until: bigint): Hex =>
    hashTypedData({
      domain: {
        name: 'Muster',
        version: '1',
        chainId: deployment.chainId,
        verifyingContract: deployment.registry,
      },
      types: TYPES,
      primaryType: 'Rotation',
      message: {
        nodeId,
        oldBlsKeyHash: keyring.hash(made.previousKey),
        newBlsKeyHash: made.key === 'infinity' ? INFINITY_G1_HASH : keyring.hash(made.key),
        oldEd25519Key: previousEd25519Key,
        newEd25519Key: ed25519Key,
        compromised,
        deadline: until,
      },
    })
  const sign = (): G2Point => {
    if (made.key === 'infinity' || made.proof === 'zero') return INFINITY_G2
    if (made.proof === 'offCurve') return OFF_CURVE_G2
    const signer = made.proof === 'otherKey' ? STRANGER_KEY : made.key
    return keyring.sign(digest(made.proof === 'otherTerms' ? deadline + 1n : deadline), [signer])
  }
  return {
    previousBlsKey: keyring.publicKey(made.previousKey),
    previousEd25519Key,
    blsKey: made.key === 'infinity' ? INFINITY_G1 : keyring.publicKey(made.key),
    proofOfPossession: sign(),
    ed25519Key,
    ed25519Signature: `0x${'5a'.repeat(made.ed25519SignatureBytes)}`,
    compromised,
    deadline,
  }
}
