import { type Hex, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { fundGas } from '../../devnet/chain/chainClient.ts'
import type { Recorder } from './createRecorder.ts'
import { encodeCall } from './encodeCall.ts'
import { measureInEpoch } from './measureInEpoch.ts'
import type { World } from './openWorld.ts'
import type { Cast } from './prepareCast.ts'

/** Measures the calls of operators, owners and strangers, each from the same state. */
export const measureLife = async (world: World, cast: Cast, recorder: Recorder): Promise<void> => {
  const { registry, rewardsPool } = world.deployment
  const operatorOf = (nodeId: number): PrivateKeyAccount => world.planOf(nodeId).operator
  const measure = (name: string, from: PrivateKeyAccount, to: Hex, data: Hex): Promise<void> =>
    world.clock.rewinding(async () => recorder.record(name, await world.send({ from, to, data })))
  const claim = (name: string, nodeIds: readonly number[]): Promise<void> =>
    measure(name, operatorOf(nodeIds[0] as number), rewardsPool, world.encodeClaim(nodeIds))
  await claim('claim by owner, first', [cast.neverClaimed])
  await claim('claim by owner, repeat', [cast.claimedBefore])
  await claim('claim of 10 nodes of one owner, first', cast.tenNeverClaimed)
  await claim('claim of 10 nodes of one owner, repeat', cast.tenClaimedBefore)
  await measure('fund', world.anybody, rewardsPool, world.encodeFund(parseEther('1000')))

  const active = cast.activeOfOneOperator
  const plan = world.planOf(active)
  const operator = operatorOf(active)
  const endpoint = { ...plan.endpoint, rpcPort: plan.endpoint.rpcPort + 1_000 }
  await measure('updateEndpoint, Active', operator, registry, encodeCall.updateEndpoint(active, plan, endpoint))
  await measure('requestExit, Active', operator, registry, encodeCall.requestExit(active))
  await measure('proposeOwner', operator, registry, encodeCall.proposeOwner(active, cast.newOwner.address))
  await fundGas(world.clock.client, cast.newOwner.address)
  await measure('acceptOwner', cast.newOwner, registry, encodeCall.acceptOwner(cast.ownerProposed))

  const exit = (nodeId: number) => ({
    from: operatorOf(nodeId),
    to: registry,
    data: encodeCall.exit(nodeId, world.planOf(nodeId)),
  })
  for (const [name, nodeId] of [
    ['exit, Pending', cast.pendingDue],
    ['exit, Removed', cast.removed],
  ] as const) {
    const { from, to, data } = exit(nodeId)
    await measure(name, from, to, data)
  }
  await measureInEpoch(world, cast, recorder, 'exit, Active', () => world.send(exit(cast.dueRich)))
  await measureInEpoch(world, cast, recorder, 'exit, Active, owner holds no tokens', () =>
    world.send(exit(cast.duePoor)),
  )
  await measureInEpoch(world, cast, recorder, 'exit, Active, with a tip to a stranger', () =>
    world.send({ ...exit(cast.dueLate), from: world.anybody }),
  )
  await measureInEpoch(world, cast, recorder, 'resumeByOperator', () =>
    world.send({
      from: operatorOf(cast.suspended),
      to: registry,
      data: encodeCall.resumeByOperator(cast.suspended, world.planOf(cast.suspended)),
    }),
  )
}
