import { decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { announcementOf } from './announcementOf.ts'
import type { CallMaker } from './callMaker.ts'
import { ALLOWED, type Call } from './sendAs.ts'
import { DAY, type World } from './world.ts'

/**
 * Tries a call and reverts its effects. Returns `ALLOWED`, the name of the error, or `after … days` for a call that has
 * to be scheduled. Such a call was refused a second before its time and allowed in time, and no earlier time could be
 * announced.
 */
export const outcomeOf = (world: World, maker: CallMaker, from: Hex): Promise<string> =>
  world.undone(async () => {
    await maker.prepare?.(world, from)
    const call = await maker.call(world, from)
    const outcome = await world.send(from, call)
    // The manager would let it through with notice, and none was given.
    if (outcome !== 'AccessManagerNotScheduled') return outcome
    const operation = (await maker.operation?.(world)) ?? call
    return afterNotice(world, { from, call, operation })
  })

const afterNotice = async (
  world: World,
  { from, call, operation }: { from: Hex; call: Call; operation: Call },
): Promise<string> => {
  const { accessManager } = world.deployment
  await world.must(from, announcementOf(accessManager, operation))
  const announcedAt = await world.now()
  const dueAt = await scheduledFor(world, from, operation)
  const sooner = await world.undone(async () => {
    await world.must(from, cancellationOf(world, from, operation))
    return world.send(from, announcementOf(accessManager, operation, dueAt))
  })
  // Its block comes after that of the first announcement, so the same time is too early for it.
  if (sooner !== 'AccessManagerUnauthorizedCall') return `${sooner} when announced for an earlier time`
  await world.at(dueAt - 1)
  const early = await world.send(from, call)
  if (early !== 'AccessManagerNotReady') return `${early} a second early`
  const late = await world.send(from, call)
  return late === ALLOWED ? `after ${(dueAt - announcedAt) / DAY} days` : `${late} after notice`
}

const cancellationOf = ({ deployment }: World, from: Hex, { to, data }: Call): Call => ({
  to: deployment.accessManager,
  data: encodeFunctionData({ abi: accessManagerAbi, functionName: 'cancel', args: [from, to, data] }),
})

/** Time from which an operation can be executed, unix seconds. */
const scheduledFor = async ({ client, deployment }: World, from: Hex, operation: Call): Promise<number> => {
  const read = async (functionName: 'hashOperation' | 'getSchedule', args: readonly unknown[]) => {
    const data = encodeFunctionData({ abi: accessManagerAbi, functionName, args } as never)
    const { data: result } = await client.call({ to: deployment.accessManager, data })
    return decodeFunctionResult({ abi: accessManagerAbi, functionName, data: result ?? '0x' })
  }
  const id = await read('hashOperation', [from, operation.to, operation.data])
  return Number(await read('getSchedule', [id]))
}
