import { parseEther } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { NO_PERMIT } from '../../../shared/signing/registration.ts'
import { callsOf } from './callMaker.ts'
import { newNode } from './newNode.ts'
import { DAY, NODE, type World } from './world.ts'

/** Pools by what happened to them; ids in the order of opening. */
export const POOL = { open: 1, full: 2, registered: 3 }

/** What the operator brings, and whoever contributes to the open pool. */
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

/** The operator opens a pool with a quarter, and the owner contributes. */
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

/** Arguments of `contribute`, for the terms that the pool has. */
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

/** Another pool of the kind, where the first is over: much later, for a pool has two weeks. */
export const reopenPool = async (world: World, kind: 'open' | 'full'): Promise<void> => {
  if (await readPools(world, 'isOver', [BigInt(POOL[kind])])) await openPool(world, CONTRIBUTION[kind])
}

/** The pool of the kind that goes on. */
export const livingPool = async (world: World, kind: 'open' | 'full'): Promise<number> =>
  (await readPools(world, 'isOver', [BigInt(POOL[kind])])) ? newestPool(world) : POOL[kind]
