import { encodeFunctionData, getAbiItem, type Hex, toFunctionSelector } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../devnet/chain/chainClient.ts'
import { seededAccount } from '../../devnet/demo/seededKeys.ts'
import { createIndexer, type Indexer } from '../../indexer/createIndexer.ts'
import { createDatabase, type Sql } from '../../indexer/store/database.ts'
import { readRowsAt, TABLES } from '../../indexer/store/tables.ts'
import { accessManagerAbi } from '../../shared/contracts/accessManagerAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../helpers/sharedPostgres.ts'
import { until } from './support/world.ts'

const DAY = 86_400
/** Days from an announcement to the call. */
const NOTICE_DAYS = 61
const ADMIN_ROLE = 0n
const PARAMETER_ROLE = 1n
const GUARDIAN_ROLE = 2n

let cluster: SharedPostgres
let chain: TestChain
let client: ChainClient
let deployment: Deployment
let indexer: Indexer
let sql: Sql
const governor = seededAccount('governance', 'governor')
const stranger = seededAccount('governance', 'stranger')

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  client = createChainClient(chain.url)
  deployment = await deploy(client, { governor: governor.address, epochSeconds: 3_600 })
  await fundGas(client, governor.address)
  const databaseUrl = await cluster.createDatabase()
  sql = createDatabase({ databaseUrl, max: 1, applicationName: 'test' })
  indexer = createIndexer({
    databaseUrl,
    rpcUrls: [chain.url],
    chainId: BigInt(deployment.chainId),
    registry: deployment.registry,
    deployBlock: BigInt(deployment.deployBlock),
    contributionPools: deployment.contributionPools,
    accessManager: deployment.accessManager,
    accessManagerBlock: BigInt(deployment.accessManagerBlock),
    pollIntervalMs: 20,
  })
  await indexer.start()
})
afterAll(async () => {
  await indexer?.stop()
  await sql?.end({ timeout: 1 })
  await chain?.stop()
  await cluster?.stop()
})

const registry = () => ({ address: deployment.registry, abi: serviceNodeRegistryAbi }) as const
const manager = () => ({ address: deployment.accessManager, abi: accessManagerAbi }) as const

/** The rows at the newest block. */
async function rowsNow() {
  const head = await client.getBlockNumber()
  await until('the head', () => indexer.status().headNumber === head && indexer.status().state === 'live')
  return readRowsAt(sql, head)
}

/** Sends a call to the manager as the governor. */
async function send(functionName: 'schedule' | 'execute' | 'cancel' | 'labelRole', args: readonly unknown[]) {
  const call = { ...manager(), account: governor, functionName, args } as unknown
  const hash = await client.writeContract(call as Parameters<ChainClient['writeContract']>[0])
  expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
}

async function passDays(days: number): Promise<void> {
  await client.increaseTime({ seconds: days * DAY })
  await client.mine({ blocks: 1 })
}

/** Every row of roles, members and targets against the manager's own views. */
async function expectLikeManager(): Promise<void> {
  const rows = await rowsNow()
  const ask = (functionName: string, args: readonly unknown[]) =>
    client.readContract({ ...manager(), functionName, args } as unknown as Parameters<ChainClient['readContract']>[0])
  for (const { roleId, admin, guardian } of rows.roles) {
    expect([roleId, admin]).toEqual([roleId, await ask('getRoleAdmin', [roleId])])
    expect([roleId, guardian]).toEqual([roleId, await ask('getRoleGuardian', [roleId])])
  }
  for (const { roleId, account, isMember, memberSince, delay } of rows.roleMembers) {
    const [since, current, pending] = (await ask('getAccess', [roleId, account])) as [number, number, number, number]
    expect({ account, memberSince: BigInt(since) }).toEqual({ account, memberSince: memberSince ?? 0n })
    expect([current, pending]).toContain(isMember ? delay : 0)
  }
  for (const { target, selector, roleId } of rows.targetFunctions)
    expect(roleId).toBe(await ask('getTargetFunctionRole', [target, selector]))
  for (const { target, isClosed } of rows.targets) expect(isClosed).toBe(await ask('isTargetClosed', [target]))
  for (const { operationId, nonce, state, readyAt } of rows.operations) {
    const isLatest = (await ask('getNonce', [operationId])) === nonce
    if (isLatest && state === 'SCHEDULED')
      expect(readyAt).toBe(BigInt((await ask('getSchedule', [operationId])) as number))
    else if (isLatest) expect(await ask('getSchedule', [operationId])).toBe(0)
  }
}

async function expectSettings(): Promise<void> {
  const { registrySettings } = await rowsNow()
  const [settings] = registrySettings
  expect(registrySettings).toHaveLength(1)
  const parameters = await client.readContract({ ...registry(), functionName: 'parameters' })
  expect(settings).toMatchObject({
    ...parameters,
    activationDelay: BigInt(parameters.activationDelay),
    exitDelay: BigInt(parameters.exitDelay),
    removalLock: BigInt(parameters.removalLock),
    randomness: deployment.randomness,
    authority: deployment.accessManager,
    pausedUntil: BigInt(await client.readContract({ ...registry(), functionName: 'pausedUntil' })),
  })
}

describe('governance in the tables', () => {
  it('equals that of the deployment, by the logs alone', async () => {
    await expectLikeManager()
    await expectSettings()
    const { roles, roleMembers, targets, targetFunctions } = await rowsNow()
    expect(roles.map(({ roleId, label }) => [roleId, label])).toEqual(
      expect.arrayContaining([
        [PARAMETER_ROLE, 'PARAMETER'],
        [GUARDIAN_ROLE, 'GUARDIAN'],
      ]),
    )
    const members = roleMembers.filter(({ isMember }) => isMember)
    const holder = governor.address.toLowerCase()
    expect(members.map(({ roleId, account }) => [roleId, account])).toEqual([
      [ADMIN_ROLE, holder],
      [PARAMETER_ROLE, holder],
      [GUARDIAN_ROLE, holder],
    ])
    expect(targets).toMatchObject([{ target: deployment.registry, adminDelay: NOTICE_DAYS * DAY }])
    const selectorOf = (name: 'setParameters' | 'pauseRegistration') =>
      toFunctionSelector(getAbiItem({ abi: serviceNodeRegistryAbi, name }))
    const roleOf = (selector: Hex) => targetFunctions.find((row) => row.selector === selector)?.roleId
    expect(roleOf(selectorOf('setParameters'))).toBe(PARAMETER_ROLE)
    expect(roleOf(selectorOf('pauseRegistration'))).toBe(GUARDIAN_ROLE)
  })

  it('follows announcements to their end: canceled, announced again, executed', async () => {
    const parameters = await client.readContract({ ...registry(), functionName: 'parameters' })
    const next = { ...parameters, penaltyBps: parameters.penaltyBps + 100 }
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'setParameters', args: [next] })
    const call = [deployment.registry, data] as const
    await send('schedule', [...call, 0])
    await send('cancel', [governor.address, ...call])
    await send('schedule', [...call, 0])
    await expectLikeManager()
    const announced = await rowsNow()
    expect(announced.operations).toMatchObject([
      { nonce: 1, state: 'CANCELED' },
      { nonce: 2, state: 'SCHEDULED', target: deployment.registry, data },
    ])
    await passDays(NOTICE_DAYS)
    const before = await client.getBlockNumber()
    await send('execute', call)
    await expectLikeManager()
    await expectSettings()
    const executed = await rowsNow()
    expect(executed.operations.map(({ state }) => state)).toEqual(['CANCELED', 'EXECUTED'])
    expect(executed.registrySettings[0]?.penaltyBps).toBe(next.penaltyBps)
    const past = await TABLES.registrySettings.readAt(sql, before)
    expect(past[0]?.penaltyBps).toBe(parameters.penaltyBps)
  })

  it('follows a pause, its early end, a grant, a revocation and a label with a NUL', async () => {
    const act = async (functionName: 'pauseRegistration' | 'unpauseRegistration') => {
      const hash = await client.writeContract({ ...registry(), functionName, account: governor })
      await client.waitForTransactionReceipt({ hash })
      await expectSettings()
    }
    await act('pauseRegistration')
    await act('unpauseRegistration')
    const calls = [
      { functionName: 'grantRole', args: [GUARDIAN_ROLE, stranger.address, 60] },
      { functionName: 'labelRole', args: [7n, 'a\0b'] },
      { functionName: 'setRoleAdmin', args: [7n, PARAMETER_ROLE] },
      { functionName: 'setTargetClosed', args: [deployment.registry, true] },
      { functionName: 'revokeRole', args: [GUARDIAN_ROLE, stranger.address] },
    ] as const
    const encoded = calls.map((call) => encodeFunctionData({ abi: accessManagerAbi, ...call }))
    for (const data of encoded) await send('schedule', [deployment.accessManager, data, 0])
    await passDays(NOTICE_DAYS)
    for (const data of encoded) {
      await send('execute', [deployment.accessManager, data])
      await expectLikeManager()
    }
    const { roles, roleMembers, targets } = await rowsNow()
    expect(roles.find(({ roleId }) => roleId === 7n)).toMatchObject({ label: 'a\u{FFFD}b', admin: PARAMETER_ROLE })
    expect(roleMembers.find(({ account }) => account === stranger.address.toLowerCase())).toMatchObject({
      isMember: false,
      memberSince: null,
    })
    expect(targets[0]?.isClosed).toBe(true)
  })
})
