import { type Hex, zeroAddress, zeroHash } from 'viem'
import type { LogEntry } from '../driver/createDriver.ts'
import { hashEncoded } from '../driver/encodeRegistration.ts'
import { POOL_STATE } from '../modelPool.ts'
import type { PoolTerms } from '../poolOperation.ts'
import type { ContributionPoolView, SlotView } from '../views.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export type RebuiltPool = Mutable<ContributionPoolView> & {
  /** Beneficiaries by name, never as zero. */
  readonly slots: Mutable<SlotView>[]
  /** Accounts that slots are offered to, by slot; the zero address if the offer was withdrawn. */
  readonly offers: Map<number, Hex>
}

export type RebuiltPools = {
  readonly pools: ReadonlyMap<bigint, RebuiltPool>
  readonly credit: ReadonlyMap<Hex, bigint>
  /** Events of the contract, whatever they say. */
  readonly eventCount: bigint
}

type State = {
  readonly pools: Map<bigint, RebuiltPool>
  readonly credit: Map<Hex, bigint>
}

// biome-ignore lint/suspicious/noExplicitAny: the arguments of an event have the types of its ABI, checked by the comparison
type Args = any

type Fold = (state: State, args: Args, time: number) => void

/** Rebuilds the contribution pools from the log alone. */
export const replayPools = (logs: readonly LogEntry[]): RebuiltPools => {
  const state: State = { pools: new Map(), credit: new Map() }
  const own = logs.filter(({ contract }) => contract === 'contributionPools')
  for (const { name, args, time } of own) FOLDS[name]?.(state, args, time)
  return { ...state, eventCount: BigInt(own.length) }
}

const poolOf = ({ pools }: State, poolId: bigint): RebuiltPool => {
  const pool = pools.get(poolId)
  if (pool === undefined) throw new RangeError(`An event names pool ${poolId}, which was never opened.`)
  return pool
}

const EMPTY: SlotView = { contributor: zeroAddress, amount: 0n, beneficiary: zeroAddress, contributedAt: 0, paid: 0n }

const slotOf = (pool: RebuiltPool, slot: number): Mutable<SlotView> => {
  const known = pool.slots[slot] ?? { ...EMPTY }
  pool.slots[slot] = known
  pool.slotCount = pool.slots.length
  return known
}

const opened: Fold = (state, { poolId, opener, termsHash, terms }) => {
  const { feeBps, deadline, requirement, reservations } = terms as PoolTerms
  const kept = reservations.map(({ contributor, least }) => ({ ...EMPTY, contributor, amount: least }))
  state.pools.set(poolId, {
    opener,
    feeBps,
    deadline,
    nodeId: 0,
    state: POOL_STATE.Open,
    requirement,
    total: 0n,
    registeredAt: 0,
    slotCount: kept.length + 1,
    reservedCount: kept.length,
    termsHash,
    registrationHash: zeroHash,
    slots: [{ ...EMPTY, contributor: opener }, ...kept],
    offers: new Map(),
  })
}

const contributed: Fold = (state, { poolId, contributor, slot, amount, total, beneficiary }, time) => {
  const pool = poolOf(state, poolId)
  if (slot !== 0 && pool.slots[slot]?.contributedAt === 0) pool.reservedCount--
  Object.assign(slotOf(pool, slot), { contributor, amount, beneficiary, contributedAt: time })
  pool.total = total
}

/** In an open pool the last slot moves. Any other pool was closed just before. */
const withdrawn: Fold = (state, { poolId, slot, total }) => {
  const pool = poolOf(state, poolId)
  pool.total = total
  const last = pool.state === POOL_STATE.Open ? pool.slots.pop() : undefined
  pool.slotCount = pool.slots.length
  if (slot < pool.slots.length) pool.slots[slot] = last ?? { ...EMPTY }
}

const FOLDS: Readonly<Record<string, Fold>> = {
  PoolOpened: opened,
  RegistrationReplaced: (state, { poolId, registration, operatorSignature }) => {
    poolOf(state, poolId).registrationHash = hashEncoded([registration, operatorSignature])
  },
  Contributed: contributed,
  Withdrawn: withdrawn,
  PoolClosed: (state, { poolId }) => {
    poolOf(state, poolId).state = POOL_STATE.Closed
  },
  PoolRegistered: (state, { poolId, nodeId }, time) => {
    Object.assign(poolOf(state, poolId), { nodeId, state: POOL_STATE.Registered, registeredAt: time })
  },
  BeneficiaryChanged: (state, { poolId, slot, beneficiary }) => {
    slotOf(poolOf(state, poolId), slot).beneficiary = beneficiary
  },
  SlotOffered: (state, { poolId, slot, pendingContributor }) => {
    poolOf(state, poolId).offers.set(slot, pendingContributor)
  },
  SlotTransferred: (state, { poolId, slot, to }) => {
    poolOf(state, poolId).offers.delete(slot)
    Object.assign(slotOf(poolOf(state, poolId), slot), { contributor: to, beneficiary: to })
  },
  Credited: ({ pools, credit }, { poolId, slot, beneficiary, amount, paid }) => {
    const pool = pools.get(poolId)
    if (pool !== undefined) slotOf(pool, slot).paid = paid
    credit.set(beneficiary, (credit.get(beneficiary) ?? 0n) + amount)
  },
  CreditPaid: ({ credit }, { beneficiary, amount }) => {
    credit.set(beneficiary, (credit.get(beneficiary) ?? 0n) - amount)
  },
}
