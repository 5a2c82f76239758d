import type { TransactionReceipt } from 'viem'
import type { Recorder } from './createRecorder.ts'
import { encodeCall } from './encodeCall.ts'
import type { World } from './openWorld.ts'
import type { Cast } from './prepareCast.ts'

/**
 * Measures a change of the signer set twice, from the same state: as the first of its epoch, which opens a new set in the
 * ring, and after another change.
 */
export const measureInEpoch = async (
  world: World,
  cast: Cast,
  recorder: Recorder,
  name: string,
  send: () => Promise<TransactionReceipt>,
): Promise<void> => {
  await world.clock.rewinding(async () => recorder.record(`${name}, first of its epoch`, await send()))
  await world.clock.rewinding(async () => {
    const data = encodeCall.exit(cast.opener, world.planOf(cast.opener))
    await world.send({ from: world.anybody, to: world.deployment.registry, data })
    await recorder.record(name, await send())
  })
}
