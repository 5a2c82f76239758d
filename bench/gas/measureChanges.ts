import { concatHex, type Hex, sliceHex } from 'viem'
import { fundGas } from '../../devnet/chain/chainClient.ts'
import { seededBlsKey, seededBytes, seededEd25519Key } from '../../devnet/demo/seededKeys.ts'
import { blsPublicKey, blsSign } from '../../shared/signing/bls.ts'
import { makeRotation } from '../../shared/signing/rotation.ts'
import type { Recorder } from './createRecorder.ts'
import { encodeCall } from './encodeCall.ts'
import { GAS_SEED } from './gasPlans.ts'
import { measureInEpoch } from './measureInEpoch.ts'
import type { World } from './openWorld.ts'
import type { Cast } from './prepareCast.ts'

/** As large as an extension document with an ML-KEM-768 key: 1,200 bytes. */
const DOCUMENT: Hex = sliceHex(concatHex(Array.from({ length: 38 }, (_, at) => seededBytes(GAS_SEED, at))), 0, 1_200)

/** Measures new keys, another operator, and an extension of an Active node, each from the same state. */
export const measureChanges = async (world: World, cast: Cast, recorder: Recorder): Promise<void> => {
  const { registry } = world.deployment
  const nodeId = cast.activeOfOneOperator
  const plan = world.planOf(nodeId)
  const send = (data: Hex, from = plan.operator) => world.send({ from, to: registry, data })
  for (const [name, isBlsNew, isEd25519New] of [
    ['rotateKeys, both', true, true],
    ['rotateKeys, BLS', true, false],
    ['rotateKeys, Ed25519', false, true],
  ] as const) {
    const rotation = await makeRotation(
      world.deployment,
      {
        nodeId,
        previousBlsKey: blsPublicKey(plan.blsSecretKey),
        previousEd25519Key: plan.ed25519Key,
        ...(isBlsNew ? { blsSecretKey: seededBlsKey(GAS_SEED, 'new key') } : {}),
        ...(isEd25519New ? { ed25519: seededEd25519Key(GAS_SEED, 'new key') } : {}),
      },
      blsSign,
    )
    await measureInEpoch(world, cast, recorder, name, () => send(encodeCall.rotateKeys(nodeId, rotation)))
  }
  await world.clock.rewinding(async () =>
    recorder.record('setExtension of 1,200 bytes, Active', await send(encodeCall.setExtension(nodeId, plan, DOCUMENT))),
  )
  await fundGas(world.clock.client, cast.newOwner.address)
  await world.clock.rewinding(async () => {
    await recorder.record('proposeOperator', await send(encodeCall.proposeOperator(nodeId, cast.newOwner.address)))
    await recorder.record('acceptOperator, Active', await send(encodeCall.acceptOperator(nodeId, plan), cast.newOwner))
  })
}
