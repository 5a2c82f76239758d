import { encodeAbiParameters, getAbiItem, keccak256, zeroAddress, zeroHash } from 'viem'
import { contributionPoolsAbi } from '../../shared/contracts/contributionPoolsAbi.ts'
import type { Pool } from '../../shared/pools/columns.ts'
import { lower } from './addresses.ts'
import { checkPoolValue, poolOutOfPlace } from './checkPool.ts'
import { foldPlaces, isPlaceEvent } from './foldPlaces.ts'
import { blsKeyOf } from './foldRotation.ts'
import { EMPTY_PLACE, type PoolContext, type PoolEvent, type PoolEventOf, type PoolWithPlaces } from './poolEvents.ts'
import type { Block } from './types.ts'

/** Terms of the opener's registration, before it is in: `RegistrationReplaced` follows `PoolOpened`. */
const NO_REGISTRATION = {
  registrationHash: zeroHash,
  operator: zeroAddress,
  ed25519Key: zeroHash,
  blsKeyHash: zeroHash,
  ip: `0x${'00'.repeat(16)}`,
  rpcPort: 0,
  quicPort: 0,
  registrationDeadline: 0n,
} as const satisfies Partial<Pool>

/**
 * One step of a pool's life: the pool before, an event, the pool after. Pure. Rows that the event does not change stay
 * the same objects.
 *
 * @param before undefined before `PoolOpened`
 * @throws PoolEventOutOfPlaceError when the event cannot follow what was before
 * @throws PoolValueMismatchError when a value of the event does not follow from what was before
 */
export function foldPool(before: PoolWithPlaces | undefined, event: PoolEvent, context: PoolContext): PoolWithPlaces {
  const { block } = context
  if (event.eventName === 'PoolOpened') {
    if (before !== undefined) throw poolOutOfPlace(event, `the pool ${before.pool.state}`, block)
    return opened(event, context)
  }
  if (before === undefined) throw poolOutOfPlace(event, 'no such pool', block)
  if (isPlaceEvent(event)) return foldPlaces(before, event, context)
  const { pool, places } = before
  if (pool.state !== 'OPEN') throw poolOutOfPlace(event, `the pool ${pool.state}`, block)
  switch (event.eventName) {
    case 'RegistrationReplaced':
      return { pool: { ...pool, ...registrationOf(pool, event, context) }, places }
    case 'PoolClosed':
      return { pool: { ...pool, state: 'CLOSED', closedAt: block.timestamp }, places }
    case 'PoolRegistered':
      return { pool: registered(pool, event, block), places }
  }
}

/** @throws PoolValueMismatchError */
function opened(event: PoolEventOf<'PoolOpened'>, { block }: PoolContext): PoolWithPlaces {
  const { poolId, opener, termsHash, terms } = event.args
  const { inputs } = getAbiItem({ abi: contributionPoolsAbi, name: 'hashTerms' })
  const computed = keccak256(encodeAbiParameters(inputs, [poolId, opener, terms]))
  checkPoolValue(event, { name: 'termsHash', value: lower(termsHash), computed, block })
  const pool: Pool = {
    poolId,
    state: 'OPEN',
    opener: lower(opener),
    feeBps: terms.feeBps,
    deadline: BigInt(terms.deadline),
    requirement: terms.requirement,
    total: 0n,
    slotCount: terms.reservations.length + 1,
    reservedCount: terms.reservations.length,
    termsHash: computed,
    ...NO_REGISTRATION,
    openedAt: block.timestamp,
    nodeId: null,
    registeredAt: null,
    closedAt: null,
  }
  const reserved = terms.reservations.map(({ contributor, least }, index) => ({
    poolId,
    slot: index + 1,
    ...EMPTY_PLACE,
    contributor: lower(contributor),
    least,
  }))
  return { pool, places: [{ poolId, slot: 0, ...EMPTY_PLACE, contributor: pool.opener }, ...reserved] }
}

/** @throws PoolEventOutOfPlaceError, PoolValueMismatchError */
function registrationOf(
  pool: Pool,
  event: PoolEventOf<'RegistrationReplaced'>,
  { block, contract }: PoolContext,
): { [Name in keyof typeof NO_REGISTRATION]: Pool[Name] } {
  const { registration, operatorSignature } = event.args
  const { endpoint } = registration
  checkPoolValue(event, { name: 'owner', value: lower(registration.owner), computed: contract, block })
  checkPoolValue(event, { name: 'feeBps', value: registration.feeBps, computed: pool.feeBps, block })
  if (registration.deadline < pool.deadline)
    throw poolOutOfPlace(event, `a deadline after the registration's: ${pool.deadline}`, block)
  const { inputs } = getAbiItem({ abi: contributionPoolsAbi, name: 'hashRegistration' })
  return {
    registrationHash: keccak256(encodeAbiParameters(inputs, [registration, operatorSignature])),
    operator: lower(registration.operator),
    ed25519Key: lower(registration.ed25519Key),
    blsKeyHash: blsKeyOf(registration.blsKey).blsKeyHash,
    ip: lower(endpoint.ip),
    rpcPort: endpoint.rpcPort,
    quicPort: endpoint.quicPort,
    registrationDeadline: registration.deadline,
  }
}

/** @throws PoolEventOutOfPlaceError */
function registered(pool: Pool, event: PoolEventOf<'PoolRegistered'>, block: Block): Pool {
  if (pool.total !== pool.requirement)
    throw poolOutOfPlace(event, `a total of ${pool.total}, below the requirement`, block)
  if (block.timestamp > pool.deadline) throw poolOutOfPlace(event, 'the pool past its deadline', block)
  return { ...pool, state: 'REGISTERED', nodeId: event.args.nodeId, registeredAt: block.timestamp }
}
