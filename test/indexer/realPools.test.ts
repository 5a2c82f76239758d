import { type Abi, type Hex, parseEther, zeroAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../devnet/chain/chainClient.ts'
import { publishRoundsOf } from '../../devnet/chain/publishRounds.ts'
import { seededAccount, seededBlsKey, seededEd25519Key } from '../../devnet/demo/seededKeys.ts'
import { createIndexer, type Indexer } from '../../indexer/createIndexer.ts'
import { createDatabase, type Sql } from '../../indexer/store/database.ts'
import { readRowsAt } from '../../indexer/store/tables.ts'
import { contributionPoolsAbi } from '../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import type { Pool, PoolPlace } from '../../shared/pools/columns.ts'
import { blsKeyHash, blsPublicKey, blsSign } from '../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT } from '../../shared/signing/registration.ts'
import { registrationDigest } from '../../shared/signing/registrationDigest.ts'
import { UINT64_MAX } from '../../shared/uint.ts'
import { startAnvil, type TestChain } from '../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../helpers/sharedPostgres.ts'
import { dumpState } from './support/dump.ts'
import { until } from './support/world.ts'

const HOUR = 3_600
const DAY = 24 * HOUR
const REQUIREMENT = parseEther('25000')
const QUARTER = REQUIREMENT / 4n
const FEE_BPS = 500

/** In the order of the contract's enum. */
const STATES = ['NONE', 'OPEN', 'REGISTERED', 'CLOSED']

const NAMES = ['opener', 'operator', 'ann', 'ben', 'cid', 'heir'] as const
type Name = (typeof NAMES)[number]

let cluster: SharedPostgres
let chain: TestChain
let client: ChainClient
let deployment: Deployment
let databaseUrl: string
let indexer: Indexer
let sql: Sql

const accountOf = (name: Name): PrivateKeyAccount => seededAccount('real pools', name)
const addressOf = (name: Name): Hex => accountOf(name).address.toLowerCase() as Hex

async function startIndexer(url: string): Promise<Indexer> {
  const started = createIndexer({
    databaseUrl: url,
    rpcUrls: [chain.url],
    chainId: BigInt(deployment.chainId),
    registry: deployment.registry,
    deployBlock: BigInt(deployment.deployBlock),
    contributionPools: deployment.contributionPools,
    accessManager: deployment.accessManager,
    accessManagerBlock: BigInt(deployment.accessManagerBlock),
    pollIntervalMs: 20,
  })
  await started.start()
  return started
}

async function untilSynced(one: Indexer): Promise<void> {
  const head = await client.getBlockNumber({ cacheTime: 0 })
  await until('the head', () => one.status().state === 'live' && one.status().headNumber >= head)
}

async function send(
  account: PrivateKeyAccount,
  address: Hex,
  abi: Abi,
  functionName: string,
  args: readonly unknown[],
) {
  const hash = await client.writeContract({ address, abi, account, functionName, args } as never)
  expect((await client.waitForTransactionReceipt({ hash })).status, functionName).toBe('success')
}

/** Calls the pools. */
const call = (name: Name, functionName: string, ...args: readonly unknown[]) =>
  send(accountOf(name), deployment.contributionPools, contributionPoolsAbi, functionName, args)

const view = { abi: contributionPoolsAbi } as const
const ofPools = () => ({ ...view, address: deployment.contributionPools })

const now = async (): Promise<number> => Number((await client.getBlock()).timestamp)

/** A registration of a node of the pools, signed by its operator. */
async function signNode(node: string, deadline: bigint) {
  const identity = seededEd25519Key('real pools', node)
  const plan = {
    operator: accountOf('operator'),
    owner: deployment.contributionPools,
    blsSecretKey: seededBlsKey('real pools', node),
    ed25519Key: identity.publicKey,
    signEd25519: identity.sign,
    endpoint: { ip: `0x${'00'.repeat(10)}ffff04040401`, rpcPort: 22_021, quicPort: 20_201 },
    ...{ feeBps: FEE_BPS, deadline },
  } as const
  const registration = await makeRegistration(deployment, plan, blsSign)
  const terms = { ...registration, blsKeyHash: blsKeyHash(registration.blsKey) }
  const operatorSignature = await plan.operator.sign({ hash: registrationDigest({ ...deployment, terms }) })
  return { registration, operatorSignature }
}

/** Opens a pool of the opener with a quarter. */
async function open(node: string, reservations: readonly { contributor: Hex; least: bigint }[]) {
  const deadline = (await now()) + 10 * DAY
  const signed = await signNode(node, BigInt(deadline))
  const terms = { feeBps: FEE_BPS, deadline, requirement: REQUIREMENT, reservations }
  await call('opener', 'open', terms, signed.registration, signed.operatorSignature, QUARTER, NO_PERMIT)
  const poolId = await client.readContract({ ...ofPools(), functionName: 'poolCount' })
  const { termsHash } = await client.readContract({ ...ofPools(), functionName: 'pool', args: [poolId] })
  const contribute = (name: Name, amount: bigint, beneficiary: Hex = zeroAddress) =>
    call(name, 'contribute', poolId, termsHash, amount, beneficiary, NO_PERMIT)
  return { poolId, signed, contribute }
}

/** Moves the clock. The next block has the new time. */
async function passTime(seconds: number): Promise<void> {
  await client.increaseTime({ seconds })
  await client.mine({ blocks: 1 })
}

/** The row as `pool` of the contract gives it. */
const poolView = (row: Pool) => ({
  opener: row.opener,
  feeBps: row.feeBps,
  deadline: Number(row.deadline),
  nodeId: row.nodeId ?? 0,
  state: STATES.indexOf(row.state),
  requirement: row.requirement,
  total: row.total,
  registeredAt: Number(row.registeredAt ?? 0n),
  slotCount: row.slotCount,
  reservedCount: row.reservedCount,
  termsHash: row.termsHash,
  registrationHash: row.registrationHash,
})

/** The row as `slots` of the contract gives it, with the offer. */
const slotView = (row: PoolPlace) => ({
  contributor: row.contributor ?? zeroAddress,
  amount: row.least ?? row.amount,
  beneficiary: row.beneficiary ?? row.contributor ?? zeroAddress,
  contributedAt: Number(row.contributedAt ?? 0n),
  paid: row.paid,
  pendingContributor: row.pendingContributor ?? zeroAddress,
})

const lower = (address: string): Hex => address.toLowerCase() as Hex

/** The slots of a pool by the contract, each with its offer. Beneficiaries by name, never as zero. */
async function readSlots(poolId: bigint) {
  const slots = await client.readContract({ ...ofPools(), functionName: 'slots', args: [poolId] })
  const offerOf = (slot: number) =>
    client.readContract({ ...ofPools(), functionName: 'pendingContributor', args: [poolId, slot] })
  const offers = await Promise.all(slots.map((_, slot) => offerOf(slot)))
  return slots.map((slot, index) => ({
    ...slot,
    contributor: lower(slot.contributor),
    beneficiary: lower(slot.beneficiary === zeroAddress ? slot.contributor : slot.beneficiary),
    pendingContributor: lower(offers[index] ?? zeroAddress),
  }))
}

const readRows = () => readRowsAt(sql, indexer.status().headNumber)

/** Every row against what the contract itself says. */
async function expectLikeContract() {
  await untilSynced(indexer)
  const rows = await readRows()
  const poolCount = await client.readContract({ ...ofPools(), functionName: 'poolCount' })
  expect(rows.pools.map(({ poolId }) => poolId)).toEqual(
    Array.from({ length: Number(poolCount) }, (_, i) => BigInt(i + 1)),
  )
  for (const row of rows.pools) {
    const args = [row.poolId] as const
    const onChain = await client.readContract({ ...ofPools(), functionName: 'pool', args })
    expect(poolView(row)).toEqual({ ...onChain, opener: lower(onChain.opener) })
    const places = rows.poolPlaces.filter(({ poolId }) => poolId === row.poolId)
    expect(places.slice(0, row.slotCount).map(slotView)).toEqual(await readSlots(row.poolId))
    expect(places.map(({ slot }) => slot)).toEqual(places.map((_, index) => index))
    for (const { contributor } of places.slice(row.slotCount)) expect(contributor).toBeNull()
    expect(places.reduce((sum, { amount }) => sum + amount, 0n)).toBe(row.total)
  }
  const credits = new Map(rows.poolCredits.map(({ beneficiary, credit }) => [beneficiary, credit]))
  for (const name of NAMES) {
    const args = [addressOf(name)] as const
    const credit = await client.readContract({ ...ofPools(), functionName: 'credit', args })
    expect(credits.get(addressOf(name)) ?? 0n, name).toBe(credit)
  }
  return rows
}

const claim = (name: Name, ...places: readonly (readonly [poolId: bigint, slot: number])[]) =>
  call(
    name,
    'claim',
    places.map(([poolId, slot]) => ({ poolId, slot })),
  )

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startAnvil()])
  client = createChainClient(chain.url)
  deployment = await deploy(client, {
    governor: seededAccount('real pools', 'governor').address,
    epochSeconds: HOUR,
    fullEmissionNodes: 1,
    activationDelay: HOUR,
    exitDelay: DAY,
  })
  const { token, rewardsPool, contributionPools } = deployment
  const deployer = client.account as PrivateKeyAccount
  const fund = parseEther('1000000')
  await send(deployer, token, stakingTokenAbi, 'approve', [rewardsPool, fund])
  await send(deployer, rewardsPool, rewardsPoolAbi, 'fund', [fund])
  for (const name of NAMES) {
    await fundGas(client, addressOf(name))
    await send(deployer, token, stakingTokenAbi, 'transfer', [addressOf(name), 4n * REQUIREMENT])
    await send(accountOf(name), token, stakingTokenAbi, 'approve', [contributionPools, 4n * REQUIREMENT])
  }
  databaseUrl = await cluster.createDatabase()
  sql = createDatabase({ databaseUrl, max: 1, applicationName: 'test' })
  indexer = await startIndexer(databaseUrl)
})
afterEach(async () => {
  // Each test goes on from the rows of the one before.
  await indexer.stop()
  indexer = await startIndexer(databaseUrl)
  await expectLikeContract()
})
afterAll(async () => {
  await indexer?.stop()
  await sql?.end({ timeout: 1 })
  await chain?.stop()
  await cluster?.stop()
})

describe('the indexer on the real contribution pools', () => {
  let shared: Awaited<ReturnType<typeof open>>
  let nodeId: number

  it('has a pool with reservations, contributions and a place given up, as the contract has it', async () => {
    shared = await open('first', [{ contributor: addressOf('ann'), least: QUARTER }])
    const { poolId } = shared
    await expectLikeContract()
    await shared.contribute('ben', QUARTER / 2n, addressOf('heir'))
    await shared.contribute('cid', QUARTER / 2n)
    await expectLikeContract()
    await passTime(DAY + HOUR)
    await call('ben', 'withdraw', poolId)
    const { poolPlaces } = await expectLikeContract()
    expect(poolPlaces.map(({ contributor }) => contributor)).toEqual([
      ...['opener', 'ann', 'cid'].map((name) => addressOf(name as Name)),
      null,
    ])
    expect(poolPlaces[1]).toMatchObject({ least: QUARTER, amount: 0n, contributedAt: null })
  })

  it('has a pool that is filled with another registration, and its node', async () => {
    const { poolId, contribute } = shared
    await contribute('ann', QUARTER)
    await contribute('cid', QUARTER / 2n, addressOf('heir'))
    await contribute('ben', QUARTER)
    await call('cid', 'setBeneficiary', poolId, zeroAddress)
    shared.signed = await signNode('replaced', UINT64_MAX)
    const { registration, operatorSignature } = shared.signed
    await call('opener', 'replaceRegistration', poolId, registration, operatorSignature)
    const { pools } = await expectLikeContract()
    expect(pools[0]).toMatchObject({
      ...{ state: 'OPEN', total: REQUIREMENT, operator: addressOf('operator'), ed25519Key: registration.ed25519Key },
      ...{ blsKeyHash: blsKeyHash(registration.blsKey), ...registration.endpoint },
      // More than a `bigint` of Postgres holds.
      registrationDeadline: UINT64_MAX,
    })
    await call('heir', 'finalize', poolId, registration, operatorSignature)
    const rows = await expectLikeContract()
    expect(rows.pools[0]).toMatchObject({ state: 'REGISTERED', registeredAt: BigInt(await now()) })
    nodeId = rows.pools[0]?.nodeId ?? 0
    const [node] = rows.serviceNodes
    expect(node).toMatchObject({ nodeId, owner: deployment.contributionPools.toLowerCase(), principal: REQUIREMENT })
  })

  it('has what the node earns: credited to the former beneficiary, and paid', async () => {
    const { poolId, signed } = shared
    const { registry } = deployment
    await passTime(2 * HOUR)
    await publishRoundsOf(client, deployment, [nodeId])
    const key = blsPublicKey(seededBlsKey('real pools', 'replaced'))
    const activation = [nodeId, key, signed.registration.ed25519Key]
    await send(accountOf('heir'), registry, serviceNodeRegistryAbi, 'activate', activation)
    await passTime(DAY)
    await claim('opener', [poolId, 0])
    await call('ann', 'setBeneficiary', poolId, addressOf('heir'))
    const { poolCredits } = await expectLikeContract()
    const creditOf = (name: Name) => poolCredits.find(({ beneficiary }) => beneficiary === addressOf(name))?.credit
    expect(creditOf('opener')).toBe(0n)
    expect(creditOf('ann')).toBeGreaterThan(0n)
    await passTime(DAY)
    await claim('ann')
    await claim('heir', [poolId, 1])
    const { poolPlaces } = await expectLikeContract()
    expect(poolPlaces[1]).toMatchObject({ contributor: addressOf('ann'), beneficiary: addressOf('heir') })
  })

  it('has places that are offered and taken', async () => {
    const { poolId } = shared
    await call('cid', 'offerSlot', poolId, addressOf('heir'))
    await call('ben', 'offerSlot', poolId, addressOf('operator'))
    const offered = (await expectLikeContract()).poolPlaces
    expect(offered[2]?.pendingContributor).toBe(addressOf('heir'))
    await call('ben', 'offerSlot', poolId, zeroAddress)
    await call('heir', 'takeSlot', poolId, 2)
    const { poolPlaces } = await expectLikeContract()
    expect(poolPlaces[2]).toMatchObject({ contributor: addressOf('heir'), beneficiary: addressOf('heir') })
    expect(poolPlaces[3]).toMatchObject({ contributor: addressOf('ben'), pendingContributor: null })
  })

  it('has a pool that its opener cancelled, and one that expired', async () => {
    const cancelled = await open('second', [{ contributor: addressOf('ann'), least: QUARTER }])
    await cancelled.contribute('ben', QUARTER)
    const expired = await open('third', [])
    await expired.contribute('ann', QUARTER)
    await passTime(DAY + HOUR)
    await call('opener', 'withdraw', cancelled.poolId)
    await call('ben', 'withdraw', cancelled.poolId)
    await passTime(10 * DAY)
    expect((await expectLikeContract()).pools[2]).toMatchObject({ state: 'OPEN', closedAt: null })
    await call('ann', 'withdraw', expired.poolId)
    const { pools, poolPlaces } = await expectLikeContract()
    expect(pools[1]).toMatchObject({ state: 'CLOSED', total: 0n, slotCount: 3, reservedCount: 1 })
    expect(pools[2]).toMatchObject({ state: 'CLOSED', total: QUARTER, closedAt: BigInt(await now()) })
    const reserved = poolPlaces.find(({ poolId, slot }) => poolId === cancelled.poolId && slot === 1)
    expect(reserved).toMatchObject({ contributor: addressOf('ann'), least: QUARTER })
  })

  it('has the principal that an exit paid', async () => {
    const { poolId } = shared
    const { registry } = deployment
    await call('ann', 'requestExit', poolId)
    await passTime(DAY + 1)
    const key = blsPublicKey(seededBlsKey('real pools', 'replaced'))
    await send(accountOf('operator'), registry, serviceNodeRegistryAbi, 'exit', [nodeId, key])
    await claim('ben', [poolId, 3])
    await claim('opener', [poolId, 0])
    const { pools, poolPlaces } = await expectLikeContract()
    expect(pools[0]).toMatchObject({ state: 'REGISTERED', total: REQUIREMENT })
    expect(poolPlaces[3]?.paid).toBeGreaterThan(QUARTER)
  })

  it('has the same rows in a database that reads all of it at once', async () => {
    const url = await cluster.createDatabase()
    const fresh = await startIndexer(url)
    await untilSynced(fresh)
    await untilSynced(indexer)
    const freshSql = createDatabase({ databaseUrl: url, max: 1, applicationName: 'test' })
    const [{ states }, expected] = await Promise.all([dumpState(freshSql), dumpState(sql)])
    await fresh.stop()
    await freshSql.end({ timeout: 1 })
    expect(states).toEqual(expected.states)
    expect(states['poolPlaces']?.length).toBeGreaterThan(20)
  })
})
