import { encodeAbiParameters, getAbiItem, type Hex, keccak256 } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { TermsUnprovenError } from './errors.ts'
import type { Pools } from './openPools.ts'
import type { PoolView } from './readPool.ts'
import type { Reservation } from './readReservations.ts'
import { scanBack } from './scanBack.ts'

/** The contract's `hashTerms`. */
const hashTerms = (pool: PoolView, reservations: readonly Reservation[]): Hex => {
  const { poolId, opener, feeBps, deadline, requirement } = pool
  const { inputs } = getAbiItem({ abi: contributionPoolsAbi, name: 'hashTerms' })
  return keccak256(encodeAbiParameters(inputs, [poolId, opener, { feeBps, deadline, requirement, reservations }]))
}

/**
 * Proves that the terms which an endpoint shows have the hash of the pool. The log provides the reservations of the opening.
 *
 * @returns those reservations, taken by now or not
 * @throws TermsUnprovenError, LogRangeRefusedError
 */
export const proveTerms = async (opened: Pools, pool: PoolView): Promise<readonly Reservation[]> => {
  const { poolId, termsHash } = pool
  const event = getAbiItem({ abi: contributionPoolsAbi, name: 'PoolOpened' })
  const proven = await scanBack(opened, { event, poolId, deadline: pool.deadline }, (logs) =>
    logs.map(({ args }) => args.terms.reservations).find((reservations) => hashTerms(pool, reservations) === termsHash),
  )
  if (!proven) throw new TermsUnprovenError({ poolId, termsHash })
  return proven
}
