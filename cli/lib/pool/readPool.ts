import type { Hex } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { type NodeState, readNode } from '../quorum/readNode.ts'
import { PoolUnknownError } from './errors.ts'
import type { Pools } from './openPools.ts'

const STATES = ['Open', 'Registered', 'Closed'] as const

const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`

/** A place of a pool. Amounts are base units, times unix seconds. */
export type PoolPlace = {
  /** Place 0 is the opener's. */
  readonly slot: number
  readonly contributor: Hex
  /** Account that may claim; the contributor if no other was named. */
  readonly beneficiary: Hex
  /** Account that may take the place; null if it is not offered. */
  readonly offeredTo: Hex | null
  /** Contributed; for a place that is only reserved, the least that must be contributed. */
  readonly amount: bigint
  /** Time of the last contribution; 0 if the place is reserved and not taken. */
  readonly contributedAt: number
  /** Earned and not credited yet; 0 until the node is registered. */
  readonly due: bigint
}

/** A pool at the newest block. Amounts are base units, times unix seconds. */
export type PoolView = {
  readonly poolId: bigint
  readonly state: (typeof STATES)[number]
  readonly opener: Hex
  readonly feeBps: number
  readonly deadline: number
  readonly requirement: bigint
  /** The registry's requirement now. If it differs, the pool is over. */
  readonly requirementNow: bigint
  readonly total: bigint
  readonly termsHash: Hex
  readonly registrationHash: Hex
  /** It can only be refunded: closed, past its deadline, or with another stake than the registry's. */
  readonly isOver: boolean
  /** Places that are taken or reserved, at most `slotsMax`. */
  readonly places: readonly PoolPlace[]
  readonly slotsMax: number
  /** Amounts that a new contributor may bring; zeros mean none. */
  readonly boundsOfNew: { readonly min: bigint; readonly max: bigint }
  /** Seconds that a contribution stays while the pool is open. */
  readonly withdrawalRest: number
  /** Time from which every contributor may ask for the exit; 0 until registered. */
  readonly exitRequestableAt: number
  /** Registrations are paused until this time. */
  readonly pausedUntil: number
  /** The node once it is registered. `accrued` is earned and not paid to the pools yet. */
  readonly node: (NodeState & { readonly nodeId: number; readonly accrued: bigint; readonly paid: bigint }) | undefined
}

const readRegisteredNode = async (opened: Pools, nodeId: number): Promise<PoolView['node']> => {
  const { client, registry, rewardsPool } = opened
  const [state, accrued, paid] = await Promise.all([
    readNode(opened, nodeId),
    client.readContract({ address: rewardsPool, abi: rewardsPoolAbi, functionName: 'accrued', args: [nodeId] }),
    client.readContract({
      address: registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'principalPaid',
      args: [nodeId],
    }),
  ])
  return { ...state, nodeId, accrued, paid }
}

/** Places that are taken or reserved. */
export const readPlaces = async (
  { client, pools }: Pools,
  poolId: bigint,
): Promise<Omit<PoolPlace, 'due' | 'offeredTo'>[]> => {
  const read = { address: pools, abi: contributionPoolsAbi, functionName: 'slots', args: [poolId] } as const
  const places = (await client.readContract(read)).map(({ contributor, beneficiary, amount, contributedAt }, slot) => ({
    slot,
    contributor: contributor.toLowerCase() as Hex,
    beneficiary: (beneficiary === ZERO_ADDRESS ? contributor : beneficiary).toLowerCase() as Hex,
    amount,
    contributedAt,
  }))
  // A pool that is over keeps an empty place for each one that was given back.
  return places.filter(({ contributor }) => contributor !== ZERO_ADDRESS)
}

const readPlacesWithDue = async (opened: Pools, poolId: bigint, isRegistered: boolean): Promise<PoolPlace[]> => {
  const contract = { address: opened.pools, abi: contributionPoolsAbi } as const
  const places = (await readPlaces(opened, poolId)).map(async (place) => {
    // Only places of a registered pool earn, and only they can be offered.
    if (!isRegistered) return { ...place, due: 0n, offeredTo: null }
    const args = [poolId, place.slot] as const
    const [due, offeredTo] = await Promise.all([
      opened.client.readContract({ ...contract, functionName: 'due', args }),
      opened.client.readContract({ ...contract, functionName: 'pendingContributor', args }),
    ])
    return { ...place, due, offeredTo: offeredTo === ZERO_ADDRESS ? null : (offeredTo.toLowerCase() as Hex) }
  })
  return Promise.all(places)
}

/** @throws PoolUnknownError */
export const requirePool = async ({ client, pools }: Pools, poolId: bigint): Promise<void> => {
  const read = { address: pools, abi: contributionPoolsAbi, functionName: 'poolCount' } as const
  const count = await client.readContract(read)
  if (poolId > count) throw new PoolUnknownError({ poolId, count })
}

/**
 * Reads all of a pool.
 *
 * @throws PoolUnknownError
 */
export const readPool = async (opened: Pools, poolId: bigint): Promise<PoolView> => {
  const { client, pools, registry, epochSeconds } = opened
  await requirePool(opened, poolId)
  const contract = { address: pools, abi: contributionPoolsAbi } as const
  const ofRegistry = { address: registry, abi: serviceNodeRegistryAbi } as const
  const args = [poolId] as const
  const pool = await client.readContract({ ...contract, functionName: 'pool', args })
  const state = STATES[pool.state - 1]
  if (!state) throw new RangeError(`The pools have a state ${pool.state}, which this program does not know.`)
  const isRegistered = state === 'Registered'
  const [places, isOver, [min, max], slotsMax, restEpochs, exitRestEpochs, parameters, pausedUntil, node] =
    await Promise.all([
      readPlacesWithDue(opened, poolId, isRegistered),
      client.readContract({ ...contract, functionName: 'isOver', args }),
      // The pools themselves never contribute, so their bounds are those of a new contributor.
      client.readContract({ ...contract, functionName: 'contributionBounds', args: [poolId, pools] }),
      client.readContract({ ...contract, functionName: 'SLOTS_MAX' }),
      client.readContract({ ...contract, functionName: 'WITHDRAWAL_REST_EPOCHS' }),
      client.readContract({ ...contract, functionName: 'EXIT_REQUEST_REST_EPOCHS' }),
      client.readContract({ ...ofRegistry, functionName: 'parameters' }),
      client.readContract({ ...ofRegistry, functionName: 'pausedUntil' }),
      isRegistered ? readRegisteredNode(opened, pool.nodeId) : undefined,
    ])
  const { feeBps, deadline, requirement, total, termsHash, registrationHash, registeredAt } = pool
  return {
    ...{ poolId, state, feeBps, deadline, requirement, total, termsHash, registrationHash },
    ...{ isOver, places, slotsMax, pausedUntil, node },
    opener: pool.opener.toLowerCase() as Hex,
    withdrawalRest: restEpochs * epochSeconds,
    requirementNow: parameters.stakingRequirement,
    boundsOfNew: { min, max },
    exitRequestableAt: isRegistered ? registeredAt + exitRestEpochs * epochSeconds : 0,
  }
}
