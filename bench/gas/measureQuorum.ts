import { seededBytes } from '../../devnet/demo/seededKeys.ts'
import type { QuorumKind } from '../../shared/signing/quorumDigest.ts'
import type { Recorder } from './createRecorder.ts'
import { encodeCall } from './encodeCall.ts'
import { GAS_SEED } from './gasPlans.ts'
import { measureInEpoch } from './measureInEpoch.ts'
import type { World } from './openWorld.ts'
import type { Cast } from './prepareCast.ts'
import { signQuorumAction } from './signQuorumAction.ts'

/** How many members did not sign. */
const NON_SIGNERS = [0, 30, 100] as const

/** Suspensions, resumptions and removals by the quorum, signed by all but some members. */
export const measureQuorum = async (world: World, cast: Cast, recorder: Recorder): Promise<void> => {
  const act = (kind: QuorumKind, nodeId: number, count: number) => {
    const action = signQuorumAction(world, {
      kind,
      nodeId,
      reason: 1,
      evidenceHash: seededBytes(GAS_SEED, 'evidence', kind, count),
      reporter: cast.reporter,
      nonSigners: spread(world.members(), count),
    })
    return world.send({
      from: world.anybody,
      to: world.deployment.registry,
      data: encodeCall.quorum(kind, action, world.planOf(nodeId)),
    })
  }
  for (const count of NON_SIGNERS) {
    const signed = `${count} non-signers`
    const measure = (name: string, kind: QuorumKind, nodeId: number) =>
      measureInEpoch(world, cast, recorder, `${name}, ${signed}`, () => act(kind, nodeId, count))
    await measure('suspend', 'suspend', cast.active)
    await measure('resume', 'resume', cast.suspended)
    await measure('remove, Active', 'remove', cast.active)
    // Off the list already: it changes no signer set, so no epoch is opened.
    await world.clock.rewinding(async () =>
      recorder.record(`remove, Suspended, ${signed}`, await act('remove', cast.suspended, count)),
    )
  }
}

/** `count` of the items, in order, evenly spread. */
const spread = <T>(items: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, index) => items[Math.floor(((index + 0.5) * items.length) / count)] as T)
