import { blsPublicKey, blsSign } from '../../../shared/signing/bls.ts'
import { type KeyRotation, makeRotation } from '../../../shared/signing/rotation.ts'
import { NODE, type World } from './world.ts'

/** A rotation of both keys of a node, to those of the plan that no node uses. */
export const newKeys = (world: World, nodeId: number): Promise<KeyRotation> => {
  const { blsSecretKey, ed25519Key } = world.planOf(nodeId)
  const next = world.planOf(NODE.unregistered)
  return makeRotation(
    world.deployment,
    {
      nodeId,
      previousBlsKey: blsPublicKey(blsSecretKey),
      previousEd25519Key: ed25519Key,
      blsSecretKey: next.blsSecretKey,
      // The chain checks no Ed25519 signature.
      ed25519: { publicKey: next.ed25519Key, sign: () => `0x${'5a'.repeat(64)}` },
    },
    blsSign,
  )
}
