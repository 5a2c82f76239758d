import { type Hex, keccak256, pad, toHex, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { decodeLog } from '../../../indexer/project/createLogDecoder.ts'
import { createPoolsPart } from '../../../indexer/project/createPoolsPart.ts'
import {
  LogsInconsistentError,
  PoolCreditMismatchError,
  PoolEventOutOfPlaceError,
  PoolValueMismatchError,
} from '../../../indexer/project/errors.ts'
import type { LogOf } from '../../../indexer/project/types.ts'
import { noRows, type StateRows } from '../../../indexer/store/tables.ts'
import { encodePoolEvent, openingLogs, REQUIREMENT, registrationOf, termsOf } from '../support/poolLogs.ts'

const POOLS: Hex = `0x${'ab'.repeat(20)}`
const START = 1_700_000_000n
const DEADLINE = Number(START) + 1_000

const account = (number: number): Hex => pad(toHex(number), { size: 20 })
const [OPENER, ANN, BEN, CID, HEIR, OPERATOR] = [1, 2, 3, 4, 5, 6].map(account) as [Hex, Hex, Hex, Hex, Hex, Hex]

type Event = ReturnType<typeof encodePoolEvent>
type Fields = Record<string, unknown>

const OPENING = { pools: POOLS, poolId: 1n, opener: OPENER, deadline: DEADLINE }
const RESERVED = { ...OPENING, reservations: [{ contributor: ANN, least: 200n }] }

const contributed = (slot: number, contributor: Hex, [added, amount, total]: readonly bigint[], beneficiary?: Hex) =>
  encodePoolEvent('Contributed', {
    ...{ poolId: 1n, contributor, slot, added, amount, total },
    beneficiary: beneficiary ?? contributor,
  })
const withdrawn = (slot: number, contributor: Hex, amount: bigint, total: bigint) =>
  encodePoolEvent('Withdrawn', { poolId: 1n, contributor, slot, amount, total })
const closed = encodePoolEvent('PoolClosed', { poolId: 1n })
const registered = encodePoolEvent('PoolRegistered', { poolId: 1n, nodeId: 7, by: HEIR })
const beneficiaryChanged = (slot: number, contributor: Hex, beneficiary: Hex) =>
  encodePoolEvent('BeneficiaryChanged', { poolId: 1n, contributor, slot, beneficiary })
const offered = (slot: number, contributor: Hex, pendingContributor: Hex) =>
  encodePoolEvent('SlotOffered', { poolId: 1n, contributor, pendingContributor, slot })
const transferred = (slot: number, from: Hex, to: Hex) =>
  encodePoolEvent('SlotTransferred', { poolId: 1n, from, to, slot })
const credited = (slot: number, beneficiary: Hex, amount: bigint, paid: bigint) =>
  encodePoolEvent('Credited', { poolId: 1n, beneficiary, slot, amount, paid })
const creditPaid = (beneficiary: Hex, amount: bigint) => encodePoolEvent('CreditPaid', { beneficiary, amount })

/** Logs by block: a pool that is filled and registered. Ann, Ben and the opener hold it. */
const OPENED = openingLogs(OPENING, 250n)
const FILLED = [contributed(1, ANN, [350n, 350n, 600n]), contributed(2, BEN, [400n, 400n, 1_000n], HEIR)]
const REGISTERED = [...OPENED, ...FILLED, registered]

/** Keeps the rows as the tables would. A block is mined each second. */
function createWorld(rows: StateRows = noRows(), first = 1n) {
  let number = first - 1n
  const part = createPoolsPart(rows)
  const pools = new Map(rows.pools.map((row) => [row.poolId, row]))
  const places = new Map(rows.poolPlaces.map((row) => [`${row.poolId}:${row.slot}`, row]))
  const credits = new Map(rows.poolCredits.map((row) => [row.beneficiary, row]))
  function apply(...events: readonly Event[]) {
    number++
    const hash = keccak256(toHex(number))
    const logs = events.map((event, logIndex) =>
      decodeLog('CONTRIBUTION_POOLS', {
        ...event,
        ...{ address: POOLS, blockNumber: number, blockHash: hash, logIndex },
        ...{ transactionHash: hash, transactionIndex: 0 },
      }),
    ) as LogOf<'CONTRIBUTION_POOLS'>[]
    const changes = part.apply({ number, hash, parentHash: hash, timestamp: START + number }, logs)
    for (const row of changes.pools) pools.set(row.poolId, row)
    for (const row of changes.poolPlaces) places.set(`${row.poolId}:${row.slot}`, row)
    for (const row of changes.poolCredits) credits.set(row.beneficiary, row)
    return changes
  }
  const state = (): StateRows => ({
    ...noRows(),
    pools: [...pools.values()],
    poolPlaces: [...places.values()],
    poolCredits: [...credits.values()],
  })
  const place = (slot: number) => places.get(`1:${slot}`)
  return { apply, state, place, pool: () => pools.get(1n) }
}

const worldAfter = (...events: readonly Event[]) => {
  const world = createWorld()
  world.apply(...events)
  return world
}

const EMPTY = {
  ...{ contributor: null, beneficiary: null, pendingContributor: null, amount: 0n, least: null },
  ...{ contributedAt: null, paid: 0n },
}

describe('createPoolsPart', () => {
  it('opens a pool with terms, registration, reservations and the place of the opener', () => {
    const world = createWorld()
    const changes = world.apply(...openingLogs(RESERVED, 300n))
    const { endpoint, deadline } = registrationOf(RESERVED)
    expect(changes.pools).toEqual([
      {
        ...{ poolId: 1n, state: 'OPEN', opener: OPENER, feeBps: 500, deadline: BigInt(DEADLINE) },
        ...{ requirement: REQUIREMENT, total: 300n, slotCount: 2, reservedCount: 1 },
        ...{ termsHash: termsOf(RESERVED).termsHash, registrationHash: expect.stringMatching(/^0x[0-9a-f]{64}$/) },
        ...{
          operator: zeroAddress,
          ed25519Key: keccak256(zeroAddress),
          blsKeyHash: keccak256(`0x${'00'.repeat(128)}`),
        },
        ...endpoint,
        ...{ registrationDeadline: deadline, openedAt: START + 1n, nodeId: null, registeredAt: null, closedAt: null },
      },
    ])
    expect(changes.poolPlaces).toEqual([
      {
        ...{ ...EMPTY, poolId: 1n, slot: 0, contributor: OPENER, beneficiary: OPENER },
        ...{ amount: 300n, contributedAt: START + 1n },
      },
      { ...EMPTY, poolId: 1n, slot: 1, contributor: ANN, least: 200n },
    ])
    expect(changes.poolCredits).toEqual([])
  })

  it('takes a new operator, keys and endpoint of the registration', () => {
    const world = worldAfter(...OPENED)
    const before = world.pool()
    const registration = { ...registrationOf(OPENING, OPERATOR), deadline: 2n ** 64n - 1n }
    const { poolPlaces } = world.apply(
      encodePoolEvent('RegistrationReplaced', { poolId: 1n, registration, operatorSignature: '0x12' }),
    )
    expect(world.pool()).toEqual({
      ...before,
      registrationHash: expect.not.stringMatching(String(before?.registrationHash)),
      operator: OPERATOR,
      ed25519Key: keccak256(OPERATOR),
      registrationDeadline: 2n ** 64n - 1n,
    })
    expect(poolPlaces).toEqual([])
  })

  it('adds contributions to a new, a reserved and a taken place', () => {
    const world = worldAfter(...openingLogs(RESERVED, 300n))
    world.apply(contributed(2, BEN, [100n, 100n, 400n], HEIR))
    expect(world.pool()).toMatchObject({ total: 400n, slotCount: 3, reservedCount: 1 })
    expect(world.place(2)).toMatchObject({
      contributor: BEN,
      beneficiary: HEIR,
      amount: 100n,
      contributedAt: START + 2n,
    })
    world.apply(contributed(1, ANN, [200n, 200n, 600n]))
    expect(world.pool()).toMatchObject({ total: 600n, slotCount: 3, reservedCount: 0 })
    expect(world.place(1)).toMatchObject({ contributor: ANN, amount: 200n, least: null })
    world.apply(contributed(2, BEN, [50n, 150n, 650n]))
    expect(world.place(2)).toMatchObject({ beneficiary: BEN, amount: 150n, contributedAt: START + 4n })
    expect(world.pool()).toMatchObject({ total: 650n, slotCount: 3 })
  })

  it('moves the last place when another is given up in an open pool', () => {
    const world = worldAfter(...OPENED, ...FILLED.slice(0, 1), contributed(2, BEN, [100n, 100n, 700n]))
    const last = world.place(2)
    world.apply(withdrawn(1, ANN, 350n, 350n))
    expect(world.place(1)).toEqual({ ...last, slot: 1 })
    expect(world.place(2)).toEqual({ ...EMPTY, poolId: 1n, slot: 2 })
    expect(world.pool()).toMatchObject({ total: 350n, slotCount: 2, state: 'OPEN' })
    world.apply(contributed(2, ANN, [100n, 100n, 450n]))
    expect(world.place(2)).toMatchObject({ contributor: ANN, amount: 100n })
    world.apply(withdrawn(2, ANN, 100n, 350n))
    expect(world.place(2)).toEqual({ ...EMPTY, poolId: 1n, slot: 2 })
  })

  it('closes a pool and keeps the slots of its places', () => {
    const world = worldAfter(...OPENED, ...FILLED)
    world.apply(closed, withdrawn(0, OPENER, 250n, 750n))
    expect(world.pool()).toMatchObject({ state: 'CLOSED', total: 750n, slotCount: 3, closedAt: START + 2n })
    expect(world.place(0)).toEqual({ ...EMPTY, poolId: 1n, slot: 0 })
    world.apply(beneficiaryChanged(2, BEN, BEN), withdrawn(1, ANN, 350n, 400n))
    expect(world.place(1)).toEqual({ ...EMPTY, poolId: 1n, slot: 1 })
    expect(world.place(2)).toMatchObject({ contributor: BEN, beneficiary: BEN, amount: 400n })
  })

  it('registers a full pool, and its places change beneficiary, offer and contributor', () => {
    const world = worldAfter(...REGISTERED)
    expect(world.pool()).toMatchObject({ state: 'REGISTERED', nodeId: 7, registeredAt: START + 1n, total: 1_000n })
    world.apply(offered(1, ANN, CID))
    expect(world.place(1)).toMatchObject({ contributor: ANN, pendingContributor: CID })
    world.apply(offered(1, ANN, zeroAddress), offered(2, BEN, CID), beneficiaryChanged(1, ANN, HEIR))
    expect(world.place(1)).toMatchObject({ contributor: ANN, pendingContributor: null, beneficiary: HEIR })
    world.apply(transferred(2, BEN, CID))
    expect(world.place(2)).toMatchObject({
      ...{ contributor: CID, beneficiary: CID, pendingContributor: null },
      ...{ amount: 400n, contributedAt: START + 1n },
    })
  })

  it('adds up the credit of a beneficiary from all places, until it is paid', () => {
    const world = worldAfter(...REGISTERED)
    world.apply(beneficiaryChanged(1, ANN, HEIR), credited(1, HEIR, 30n, 30n))
    const { poolCredits } = world.apply(credited(2, HEIR, 40n, 40n), credited(1, HEIR, 5n, 35n))
    expect(poolCredits).toEqual([{ beneficiary: HEIR, credit: 75n }])
    expect([1, 2].map((slot) => world.place(slot)?.paid)).toEqual([35n, 40n])
    expect(world.apply(creditPaid(HEIR, 75n)).poolCredits).toEqual([{ beneficiary: HEIR, credit: 0n }])
    expect(world.apply(credited(1, HEIR, 1n, 36n), creditPaid(HEIR, 1n)).poolCredits).toEqual([
      { beneficiary: HEIR, credit: 0n },
    ])
  })

  it('gives each row once, as it is at the end of the block, and none that did not change', () => {
    const world = createWorld()
    const { pools, poolPlaces } = world.apply(...REGISTERED)
    expect(pools.map(({ state, total }) => [state, total])).toEqual([['REGISTERED', 1_000n]])
    expect(poolPlaces.map(({ slot, amount }) => [slot, amount])).toEqual([
      [0, 250n],
      [1, 350n],
      [2, 400n],
    ])
    const changes = world.apply(beneficiaryChanged(1, ANN, HEIR))
    expect(changes).toMatchObject({ pools: [], poolPlaces: [{ slot: 1, beneficiary: HEIR }], poolCredits: [] })
    expect(world.apply()).toEqual({ pools: [], poolPlaces: [], poolCredits: [] })
  })

  it('goes on from the rows of any block as if it had never stopped', () => {
    const blocks: Event[][] = [
      openingLogs(RESERVED, 300n),
      [contributed(2, BEN, [100n, 100n, 400n], HEIR)],
      [contributed(3, CID, [100n, 100n, 500n])],
      [withdrawn(2, BEN, 100n, 400n)],
      [contributed(1, ANN, [200n, 200n, 600n]), contributed(3, BEN, [400n, 400n, 1_000n])],
      [registered],
      openingLogs({ ...OPENING, poolId: 2n }, 250n),
      [offered(2, CID, HEIR), credited(3, BEN, 8n, 8n), credited(1, ANN, 4n, 4n)],
      [transferred(2, CID, HEIR), creditPaid(BEN, 8n)],
      [credited(2, HEIR, 6n, 6n), creditPaid(HEIR, 6n)],
      openingLogs({ ...OPENING, poolId: 3n }, 250n),
      [creditPaid(ANN, 4n)],
    ]
    const whole = createWorld()
    for (const block of blocks) whole.apply(...block)
    for (let stop = 1; stop < blocks.length; stop++) {
      const first = createWorld()
      for (const block of blocks.slice(0, stop)) first.apply(...block)
      const second = createWorld(first.state(), BigInt(stop) + 1n)
      for (const block of blocks.slice(stop)) second.apply(...block)
      expect(second.state(), `stopped after block ${stop}`).toEqual(whole.state())
    }
  })
})

/** The events before, the contradicting events, and the message of the error. */
type Contradiction = [what: string, before: readonly Event[], events: readonly Event[], message: RegExp]

const registration = (changes: Fields) =>
  encodePoolEvent('RegistrationReplaced', {
    ...{ poolId: 1n, operatorSignature: '0x' },
    registration: { ...registrationOf(OPENING), ...changes },
  })

describe('createPoolsPart refuses', () => {
  it.each<Contradiction>([
    ['a pool that skips an id', [], openingLogs({ ...OPENING, poolId: 2n }, 250n), /poolId in PoolOpened of pool 2/],
    [
      'terms of another hash',
      [],
      [encodePoolEvent('PoolOpened', { ...OPENING, ...termsOf(OPENING), termsHash: termsOf(RESERVED).termsHash })],
      /termsHash in PoolOpened/,
    ],
    ['a registration of another owner', OPENED, [registration({ owner: HEIR })], /owner in RegistrationReplaced/],
    ['a registration of another fee', OPENED, [registration({ feeBps: 1 })], /feeBps in RegistrationReplaced/],
    ['a slot that is not next', OPENED, [contributed(2, ANN, [9n, 9n, 259n])], /slot in Contributed/],
    ['the slot of another', OPENED, [contributed(0, ANN, [9n, 259n, 259n])], /slot in Contributed/],
    ['a second slot', OPENED, [contributed(1, OPENER, [9n, 9n, 259n])], /slot in Contributed/],
    ['another amount', OPENED, [contributed(0, OPENER, [9n, 9n, 259n])], /amount in Contributed/],
    ['another total', OPENED, [contributed(1, ANN, [9n, 9n, 260n])], /total in Contributed/],
    ['another amount taken out', REGISTERED.slice(0, 4), [withdrawn(1, ANN, 1n, 599n)], /amount in Withdrawn/],
    ['another total left', REGISTERED.slice(0, 4), [withdrawn(1, ANN, 350n, 0n)], /total in Withdrawn/],
    ['a withdrawal by another', REGISTERED.slice(0, 4), [withdrawn(1, BEN, 350n, 250n)], /contributor in Withdrawn/],
    ['a beneficiary by another', OPENED, [beneficiaryChanged(0, ANN, ANN)], /contributor in BeneficiaryChanged/],
    ['an offer by another', REGISTERED, [offered(1, BEN, CID)], /contributor in SlotOffered/],
    [
      'a transfer from another',
      REGISTERED,
      [offered(1, ANN, CID), transferred(1, BEN, CID)],
      /from in SlotTransferred/,
    ],
    ['a transfer without an offer', REGISTERED, [transferred(1, ANN, CID)], /to in SlotTransferred/],
    ['a credit of another', REGISTERED, [credited(2, BEN, 1n, 1n)], /beneficiary in Credited/],
    ['another lifetime total', REGISTERED, [credited(1, ANN, 2n, 1n)], /paid in Credited/],
  ])('%s', (_, before, events, message) => {
    const world = before.length === 0 ? createWorld() : worldAfter(...before)
    expect(() => world.apply(...events)).toThrow(PoolValueMismatchError)
    const again = before.length === 0 ? createWorld() : worldAfter(...before)
    expect(() => again.apply(...events)).toThrow(message)
  })

  it.each<Contradiction>([
    ['an event of no pool', [], [closed], /PoolClosed of pool 1 in block 1 found no such pool/],
    ['a pool opened twice', OPENED, OPENED, /PoolOpened .* found the pool OPEN/],
    ['an opening without a registration', [], [OPENED[0], OPENED[2]] as Event[], /RegistrationReplaced due/],
    ['an opening that ends early', [], OPENED.slice(0, 2), /Contributed of pool 1 .* found the block at its end/],
    ['a registration that ends early', OPENED, [registration({ deadline: 1n })], /a deadline after/],
    ['a closing without a withdrawal', OPENED, [closed], /Withdrawn of pool 1 .* found the block at its end/],
    ['a closing before something else', OPENED, [closed, beneficiaryChanged(0, OPENER, ANN)], /Withdrawn due/],
    ['a registered pool below its requirement', OPENED, [registered], /a total of 250/],
    ['a pool registered twice', REGISTERED, [registered], /found the pool REGISTERED/],
    ['a pool closed after it is registered', REGISTERED, [closed], /found the pool REGISTERED/],
    ['a contribution to a registered pool', REGISTERED, [contributed(1, ANN, [1n, 351n, 1_001n])], /REGISTERED/],
    ['a withdrawal from a registered pool', REGISTERED, [withdrawn(1, ANN, 350n, 650n)], /REGISTERED/],
    ['a withdrawal from a full pool', REGISTERED.slice(0, 5), [withdrawn(1, ANN, 350n, 650n)], /the pool full/],
    ['a withdrawal of the opener alone', OPENED, [withdrawn(0, OPENER, 250n, 0n)], /the opener in a pool OPEN/],
    ['more than the requirement', OPENED, [contributed(1, ANN, [751n, 751n, 1_001n])], /a requirement of 1000/],
    [
      'less than the reservation',
      openingLogs(RESERVED, 300n),
      [contributed(1, ANN, [9n, 9n, 309n])],
      /a minimum of 200/,
    ],
    [
      'a change of a reserved place',
      openingLogs(RESERVED, 300n),
      [beneficiaryChanged(1, ANN, BEN)],
      /slot 1 not taken/,
    ],
    ['a change of no place', OPENED, [beneficiaryChanged(9, ANN, BEN)], /slot 9 not taken/],
    ['an offer in an open pool', OPENED, [offered(0, OPENER, BEN)], /found the pool OPEN/],
    ['an offer of the opener', REGISTERED, [offered(0, OPENER, CID)], /the opener's slot/],
    ['an offer to a contributor', REGISTERED, [offered(1, ANN, BEN)], /in slot 2/],
    ['a credit of an open pool', OPENED, [credited(0, OPENER, 1n, 1n)], /found the pool OPEN/],
  ])('%s', (_, before, events, message) => {
    const world = before.length === 0 ? createWorld() : worldAfter(...before)
    expect(() => world.apply(...events)).toThrow(PoolEventOutOfPlaceError)
    const again = before.length === 0 ? createWorld() : worldAfter(...before)
    expect(() => again.apply(...events)).toThrow(message)
  })

  it('an eleventh place', () => {
    const world = worldAfter(...OPENED)
    for (let slot = 1; slot < 10; slot++)
      world.apply(contributed(slot, account(100 + slot), [1n, 1n, 250n + BigInt(slot)]))
    expect(() => world.apply(contributed(10, BEN, [1n, 1n, 260n]))).toThrow(/found no free slot/)
  })

  it('a contribution and a registration after the deadline', () => {
    const late = { ...OPENING, deadline: Number(START) + 1 }
    const open = worldAfter(...openingLogs(late, 250n))
    expect(() => open.apply(contributed(1, ANN, [1n, 1n, 251n]))).toThrow(/past its deadline/)
    const full = worldAfter(...openingLogs(late, 1_000n))
    expect(() => full.apply(registered)).toThrow(/past its deadline/)
  })

  it('a payment that is not the whole credit', () => {
    const payments: readonly (readonly [bigint, Hex])[] = [
      [4n, ANN],
      [6n, ANN],
      [5n, BEN],
      [0n, BEN],
    ]
    for (const [amount, beneficiary] of payments) {
      const world = worldAfter(...REGISTERED, credited(1, ANN, 5n, 5n))
      expect(() => world.apply(creditPaid(beneficiary, amount))).toThrow(PoolCreditMismatchError)
    }
    const error = new PoolCreditMismatchError({ beneficiary: ANN, amount: 4n, credit: 5n, blockNumber: 1n })
    expect(error).toBeInstanceOf(LogsInconsistentError)
    expect(error.code).toBe('POOL_CREDIT_MISMATCH')
  })
})
