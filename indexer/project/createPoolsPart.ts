import type { Hex } from 'viem'
import type { Pool, PoolCredit, PoolPlace } from '../../shared/pools/columns.ts'
import type { StateRows } from '../store/tables.ts'
import { lower } from './addresses.ts'
import { checkPoolValue, poolOutOfPlace } from './checkPool.ts'
import { PoolCreditMismatchError, PoolEventOutOfPlaceError } from './errors.ts'
import { foldPool } from './foldPool.ts'
import type { PoolEvent, PoolWithPlaces } from './poolEvents.ts'
import type { Block, EventOf, LogOf } from './types.ts'

type CreditPaid = Extract<EventOf<'CONTRIBUTION_POOLS'>, { eventName: 'CreditPaid' }>

/** Changes of one block. For each pool, place and beneficiary at most one row, that at the end of the block. */
type PoolsChanges = { pools: Pool[]; poolPlaces: PoolPlace[]; poolCredits: PoolCredit[] }

/** The contribution pools in memory, as of one block. */
export type PoolsPart = {
  /**
   * Folds the pools' logs of one block and checks them: ids count up, hashes are those of terms and registrations, every
   * total is the sum of our places, the state allows each event, and what is paid is what was credited.
   *
   * @throws LogsInconsistentError (one of its subclasses) when these logs cannot be what the contract emitted
   */
  apply(block: Block, logs: readonly LogOf<'CONTRIBUTION_POOLS'>[]): PoolsChanges
}

/** The event of the same pool and transaction that comes next. */
const NEXT: Readonly<Record<string, PoolEvent['eventName']>> = {
  PoolOpened: 'RegistrationReplaced',
  PoolClosed: 'Withdrawn',
}

/** Creates the part from the current version of every row. */
export function createPoolsPart(rows: Pick<StateRows, 'pools' | 'poolPlaces' | 'poolCredits'>): PoolsPart {
  const pools = new Map<bigint, PoolWithPlaces>()
  const credits = new Map<Hex, bigint>(rows.poolCredits.map(({ beneficiary, credit }) => [beneficiary, credit]))
  const placesOf = groupPlaces(rows.poolPlaces)
  for (const pool of rows.pools) pools.set(pool.poolId, { pool, places: placesOf.get(pool.poolId) ?? [] })

  /** Adds to the credit of a beneficiary. */
  function addCredit(beneficiary: Hex, amount: bigint): PoolCredit {
    const credit = (credits.get(beneficiary) ?? 0n) + amount
    credits.set(beneficiary, credit)
    return { beneficiary, credit }
  }

  /** @throws PoolCreditMismatchError */
  function payCredit({ args }: CreditPaid, block: Block): PoolCredit {
    const beneficiary = lower(args.beneficiary)
    const credit = credits.get(beneficiary) ?? 0n
    if (args.amount !== credit || credit === 0n)
      throw new PoolCreditMismatchError({ beneficiary, amount: args.amount, credit, blockNumber: block.number })
    return addCredit(beneficiary, -credit)
  }

  /** Returns the pool before and after the event. */
  function step(event: PoolEvent, block: Block, contract: Hex) {
    const { poolId } = event.args
    if (event.eventName === 'PoolOpened' && !pools.has(poolId))
      // Pools are never deleted.
      checkPoolValue(event, { name: 'poolId', value: poolId, computed: BigInt(pools.size) + 1n, block })
    const before = pools.get(poolId)
    const after = foldPool(before, event, { block, contract })
    pools.set(poolId, after)
    return { before, after }
  }

  return {
    apply(block, logs) {
      const changed = { pools: new Map<bigint, Pool>(), places: new Map<string, PoolPlace>() }
      const changedCredits = new Map<Hex, PoolCredit>()
      const sequence = createSequence(block)
      for (const { event, raw } of logs) {
        if (event === null) continue
        if (event.eventName === 'CreditPaid') {
          const paid = payCredit(event, block)
          changedCredits.set(paid.beneficiary, paid)
          continue
        }
        sequence.take(event)
        const { before, after } = step(event, block, raw.address)
        if (after.pool !== before?.pool) changed.pools.set(after.pool.poolId, after.pool)
        for (const place of after.places)
          if (place !== before?.places[place.slot]) changed.places.set(`${place.poolId}:${place.slot}`, place)
        if (event.eventName !== 'Credited') continue
        const credited = addCredit(lower(event.args.beneficiary), event.args.amount)
        changedCredits.set(credited.beneficiary, credited)
      }
      sequence.end()
      return {
        pools: [...changed.pools.values()],
        poolPlaces: [...changed.places.values()],
        poolCredits: [...changedCredits.values()],
      }
    },
  }
}

/**
 * Checks that the events that a call emits together are together: an opening is followed by its registration and the
 * opener's contribution, a closing by the withdrawal.
 */
function createSequence(block: Block) {
  const awaited = new Map<bigint, string>()
  return {
    /** @throws PoolEventOutOfPlaceError when another event of the pool was due */
    take(event: PoolEvent): void {
      const { poolId } = event.args
      const due = awaited.get(poolId)
      awaited.delete(poolId)
      if (due !== undefined && due !== event.eventName) throw poolOutOfPlace(event, `${due} due`, block)
      const isOpening = due === 'RegistrationReplaced'
      const next = isOpening ? 'Contributed' : NEXT[event.eventName]
      if (next !== undefined) awaited.set(poolId, next)
    },
    /** @throws PoolEventOutOfPlaceError when an event is still due */
    end(): void {
      for (const [poolId, eventName] of awaited)
        throw new PoolEventOutOfPlaceError({
          eventName,
          poolId,
          found: 'the block at its end',
          blockNumber: block.number,
        })
    },
  }
}

/** Returns the places of each pool by slot. */
function groupPlaces(places: readonly PoolPlace[]): Map<bigint, PoolPlace[]> {
  const byPool = new Map<bigint, PoolPlace[]>()
  for (const place of places) {
    const own = byPool.get(place.poolId) ?? []
    own[place.slot] = place
    byPool.set(place.poolId, own)
  }
  return byPool
}
