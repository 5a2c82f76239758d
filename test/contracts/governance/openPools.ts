import { parseEther } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { NO_PERMIT } from '../../../shared/signing/registration.ts'
import { callsOf } from './callMaker.ts'
import { newNode } from './newNode.ts'
import { DAY, NODE, type World } from './world.ts'

/** Pools by their past, with ids in the order of opening. */
export const POOL = { open: 1, full: 2, registered: 3 }

/** Contributions of the operator, and of the owner to the open pool. */
export const QUARTER = parseEther('6250')

const DEADLINE_DAYS = 14

const pools = callsOf('ContributionPools')

const readPools = <const Name extends 'isOver' | 'poolCount'>(
  world: World,
  functionName: Name,
  args: readonly bigint[],
) =>
  world.client.readContract({
    address: world.deployment.contributionPools,
    abi: contributionPoolsAbi,
    functionName,
    args,
  } as never)

/** Terms of a pool that is opened now. */
export const newTerms = async (world: World) => ({
  feeBps: 0,
  deadline: (await world.now()) + DEADLINE_DAYS * DAY,
  requirement: 4n * QUARTER,
  reservations: [],
})

/** A registration as `open` and `finalize` take it: the pools own the node. */
export const sharedNode = (world: World, nodeId?: number) => newNode(world, nodeId, world.deployment.contributionPools)

/** Opens a pool as the operator with a quarter, then contributes as the owner. */
const openPool = async (world: World, contribution: bigint, nodeId?: number): Promise<void> => {
  const { operator, owner } = world.who
  const { registration, operatorSignature } = await sharedNode(world, nodeId)
  const terms = await newTerms(world)
  const args = [terms, registration, operatorSignature, QUARTER, NO_PERMIT]
  await world.must(operator, await pools('open', () => args)(world, operator))
  const poolId = await newestPool(world)
  await world.must(owner, await pools('contribute', () => contributionTo(world, poolId, contribution))(world, owner))
}

const newestPool = async (world: World): Promise<number> => Number(await readPools(world, 'poolCount', []))

/** Arguments of `contribute`, for the terms of the pool. */
export const contributionTo = async (world: World, poolId: number, amount: bigint) => {
  const { termsHash } = await world.client.readContract({
    address: world.deployment.contributionPools,
    abi: contributionPoolsAbi,
    functionName: 'pool',
    args: [BigInt(poolId)],
  })
  return [poolId, termsHash, amount, world.who.named, NO_PERMIT] as const
}

const CONTRIBUTION = { open: QUARTER, full: 3n * QUARTER } as const

/** One pool of each kind, see `POOL`. */
export const openPools = async (world: World): Promise<void> => {
  await openPool(world, CONTRIBUTION.open)
  await openPool(world, CONTRIBUTION.full)
  await openPool(world, CONTRIBUTION.full, NODE.shared)
  const { registration, operatorSignature } = await sharedNode(world, NODE.shared)
  const args = [POOL.registered, registration, operatorSignature]
  await world.must(world.who.stranger, await pools('finalize', () => args)(world, world.who.stranger))
}

/** Opens another pool of the kind if the first has expired, because a pool lasts two weeks at most. */
export const reopenPool = async (world: World, kind: 'open' | 'full'): Promise<void> => {
  if (await readPools(world, 'isOver', [BigInt(POOL[kind])])) await openPool(world, CONTRIBUTION[kind])
}

/** The open pool of the kind. */
export const livingPool = async (world: World, kind: 'open' | 'full'): Promise<number> =>
  (await readPools(world, 'isOver', [BigInt(POOL[kind])])) ? newestPool(world) : POOL[kind]
