import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, createChainClient } from '../../../devnet/chain/chainClient.ts'
import { demoPlans } from '../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { startDemoKeeper } from '../../../devnet/stack/startDemoKeeper.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { registerNode } from '../../helpers/registerNode.ts'

const SEED = 'demo keeper'
const HOUR = 3_600
const ACTIVE = 2

/** Hang guard. The keeper looks every two seconds. */
const WAIT_MS_MAX = 30_000

describe('startDemoKeeper', { timeout: 60_000 }, () => {
  let folder: string
  let chain: TestChain
  let client: ChainClient
  let deployment: Deployment

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-keeper-'))
    chain = await startAnvil({ initialTimestamp: Math.floor(Date.now() / 1_000) - 2 * HOUR })
    client = createChainClient(chain.url)
    const governor = seededAccount(SEED, 'governor').address
    deployment = await deploy(client, { governor, epochSeconds: HOUR, activationDelay: HOUR })
  })
  afterAll(async () => {
    await chain?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('activates a node with an account of its own, and logs both transactions', async () => {
    const [plan] = demoPlans(SEED)
    if (plan === undefined) throw new Error('The demo network is empty.')
    const nodeId = await registerNode(client, deployment, plan)
    const { timestamp } = await client.getBlock()
    await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(HOUR + 60) })
    await client.mine({ blocks: 1 })
    const before = await client.getTransactionCount({ address: client.account.address })
    const logFile = join(folder, 'logs', 'keeper.log')
    const keeper = await startDemoKeeper({ rpcUrl: chain.url, deployment, logFile })
    const statusNow = async (): Promise<number> => {
      const read = { address: deployment.registry, abi: serviceNodeRegistryAbi, functionName: 'serviceNode' } as const
      return (await client.readContract({ ...read, args: [nodeId] })).status
    }
    const end = performance.now() + WAIT_MS_MAX
    while ((await statusNow()) !== ACTIVE && performance.now() < end) await sleep(50)
    expect(await statusNow()).toBe(ACTIVE)
    await keeper.stop()
    expect(readFileSync(logFile, 'utf8')).toMatch(/^\S+Z publish round \d+: 0x\S+\n\S+Z activate node 1: 0x\S+\n$/)
    expect(await client.getTransactionCount({ address: client.account.address })).toBe(before)
  })
})
