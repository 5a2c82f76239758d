import type { Hex } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import { NotBeneficiaryError, TooManyPoolsError } from './errors.ts'
import type { Pools } from './openPools.ts'
import { readPlaces, requirePool } from './readPool.ts'

/** Pools that a search goes through, with two requests each. */
const POOLS_SEARCHED_MAX = 10_000n

/** The contract's number of the state in which something can be claimed. */
const REGISTERED = 2

/** A place that an account may claim for, and whether a claim would pay anything. */
export type ClaimablePlace = { readonly poolId: bigint; readonly slot: number; readonly isWorthIt: boolean }

const readOne = async (opened: Pools, poolId: bigint, beneficiary: Hex): Promise<ClaimablePlace[]> => {
  const { client, pools, rewardsPool } = opened
  const contract = { address: pools, abi: contributionPoolsAbi } as const
  const { state, nodeId } = await client.readContract({ ...contract, functionName: 'pool', args: [poolId] })
  if (state !== REGISTERED) return []
  const places = (await readPlaces(opened, poolId)).filter((place) => place.beneficiary === beneficiary)
  if (places.length === 0) return []
  // The state of the block that the claim would be in.
  const blockTag = 'pending'
  const ofNode = { address: rewardsPool, abi: rewardsPoolAbi, functionName: 'accrued', args: [nodeId] } as const
  const accrued = await client.readContract({ ...ofNode, blockTag })
  return Promise.all(
    places.map(async ({ slot }) => {
      const due = await client.readContract({ ...contract, functionName: 'due', args: [poolId, slot], blockTag })
      return { poolId, slot, isWorthIt: due > 0n || accrued > 0n }
    }),
  )
}

/**
 * The places whose beneficiary is an account, in some pools or in all. The chain has no index of beneficiaries, so every pool
 * is asked.
 *
 * @param poolIds the pools to look at; all if there are none
 * @throws NotBeneficiaryError if a named pool has no such place, PoolUnknownError, TooManyPoolsError
 */
export const findPlaces = async (
  opened: Pools,
  { account, poolIds }: { readonly account: Hex; readonly poolIds: readonly bigint[] },
): Promise<ClaimablePlace[]> => {
  const beneficiary = account.toLowerCase() as Hex
  if (poolIds.length > 0) {
    const found = await mapBounded(poolIds, async (poolId) => {
      await requirePool(opened, poolId)
      const places = await readOne(opened, poolId, beneficiary)
      if (places.length > 0) return places
      const reason = 'it is not the beneficiary of a place, or the node is not registered yet'
      throw new NotBeneficiaryError({ poolId, account, reason })
    })
    return found.flat()
  }
  const { client, pools } = opened
  const read = { address: pools, abi: contributionPoolsAbi, functionName: 'poolCount' } as const
  const count = await client.readContract(read)
  if (count > POOLS_SEARCHED_MAX) throw new TooManyPoolsError({ count, max: POOLS_SEARCHED_MAX })
  const all = Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1))
  return (await mapBounded(all, (poolId) => readOne(opened, poolId, beneficiary))).flat()
}
