import { setTimeout as sleep } from 'node:timers/promises'
import { parseGwei } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Keeper, type KeeperOptions, startKeeper } from '../../../../cli/lib/keeper/startKeeper.ts'
import { type Deployment, deploy } from '../../../../deploy/deploy.ts'
import { signLocalRound } from '../../../../deploy/localBeacon.ts'
import { type ChainClient, createChainClient, fundGas } from '../../../../devnet/chain/chainClient.ts'
import { demoPlans } from '../../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { startHardhatChain, type TestChain } from '../../../../tools/support/chain.ts'
import { registerNode } from '../../../helpers/registerNode.ts'

const SEED = 'keeper'
const HOUR = 3_600
const STRIDE = 600
/** The beginning of a stride. Hardhat's clock goes on from there. */
const GENESIS = 1_900_000_200
const STATUS = { Pending: 1, Active: 2 } as const

/** Hang guard. The keeper looks every two seconds. */
const WAIT_MS_MAX = 30_000

describe('startKeeper', { timeout: 60_000 }, () => {
  const account = seededAccount(SEED, 'keeper')
  let chain: TestChain
  let client: ChainClient
  let deployment: Deployment
  let keeper: Keeper | undefined
  let lines: string[] = []

  const start = (options: Partial<KeeperOptions> = {}): void => {
    lines = []
    keeper = startKeeper({
      ...{ rpcUrl: chain.url, registry: deployment.registry, account, gasPriceMax: parseGwei('100') },
      signatureOf: async (round) => signLocalRound(round),
      log: (line) => lines.push(line),
      ...options,
    })
  }
  const until = async (isDone: () => Promise<boolean> | boolean): Promise<void> => {
    const end = performance.now() + WAIT_MS_MAX
    while (!(await isDone())) {
      if (performance.now() > end) throw new Error(`The keeper did not do it. Its log:\n${lines.join('\n')}`)
      await sleep(50)
    }
  }
  const statusOf = async (nodeId: number): Promise<number> => {
    const read = { address: deployment.registry, abi: serviceNodeRegistryAbi, functionName: 'serviceNode' } as const
    return (await client.readContract({ ...read, args: [nodeId] })).status
  }
  const register = async (index: number): Promise<number> => {
    const [plan] = demoPlans(SEED).slice(index)
    if (plan === undefined) throw new Error(`There is no plan ${index}.`)
    return registerNode(client, deployment, plan)
  }
  const passTime = async (seconds: number): Promise<void> => {
    const { timestamp } = await client.getBlock()
    await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(seconds) })
    await client.mine({ blocks: 1 })
  }

  beforeAll(async () => {
    chain = await startHardhatChain({ initialTimestamp: GENESIS })
    client = createChainClient(chain.url)
    const governor = seededAccount(SEED, 'governor').address
    // All nodes that register within this stride wait for the same round.
    const waits = { lookahead: 15, stride: STRIDE }
    deployment = await deploy(client, { governor, epochSeconds: HOUR, activationDelay: HOUR, waits })
    await fundGas(client, account.address)
  })
  afterEach(() => keeper?.stop())
  afterAll(() => chain?.stop())

  it('publishes the round and activates the nodes when their time comes', async () => {
    const nodeIds = [await register(0), await register(1)]
    start()
    await passTime(STRIDE)
    await until(() => lines.length > 0)
    expect(lines).toEqual([expect.stringMatching(/^publish round \d+: 0x/)])
    expect(await Promise.all(nodeIds.map(statusOf))).toEqual([STATUS.Pending, STATUS.Pending])
    await passTime(HOUR)
    await until(async () => (await Promise.all(nodeIds.map(statusOf))).every((status) => status === STATUS.Active))
    await until(() => lines.length === 3)
    expect(lines.slice(1)).toEqual(nodeIds.map((id) => expect.stringMatching(`^activate node ${id}: 0x`)))
    // Each transaction had the next nonce, so none was sent beside another.
    expect(await client.getTransactionCount({ address: account.address })).toBe(lines.length)
  })

  it('logs the reason and goes on when gas is too dear', async () => {
    const nodeId = await register(2)
    await passTime(HOUR)
    start({ gasPriceMax: 0n })
    await until(() => lines.length > 0)
    expect(lines[0]).toMatch(/^publish round \d+ failed: A unit of gas may cost \d+\. At most 0 is paid\./)
    await keeper?.stop()
    start()
    await until(async () => (await statusOf(nodeId)) === STATUS.Active)
  })

  it('logs the reason and goes on when the signature is wrong', async () => {
    const nodeId = await register(3)
    await passTime(HOUR)
    start({ signatureOf: async (round) => signLocalRound(round + 1) })
    await until(() => lines.length > 0)
    expect(lines[0]).toMatch(/^publish round \d+ failed: The contract refuses: .*\(RoundSignatureInvalid\)/)
    expect(await statusOf(nodeId)).toBe(STATUS.Pending)
  })

  it('lets all activations rest until the next bucket when the registry has no more room', async () => {
    const governor = seededAccount(SEED, 'governor').address
    const waits = { lookahead: 15, stride: STRIDE }
    const full = await deploy(client, { governor, epochSeconds: 60, launchSeconds: 0, waits })
    const plans = demoPlans('keeper of a full registry').slice(0, 4)
    for (const plan of plans) await registerNode(client, full, plan)
    await passTime(2 * HOUR)
    const ofBucket = 24 * 60
    // The bucket is at its beginning, so that it does not end on the way.
    await passTime(ofBucket - Number((await client.getBlock()).timestamp % BigInt(ofBucket)))
    start({ registry: full.registry })
    const resting = () => lines.filter((line) => line.startsWith('activations rest until'))
    await until(() => resting().length === 1)
    expect(lines.filter((line) => /^activate node \d+: 0x/.test(line))).toHaveLength(2)
    // Two looks later it has not asked again.
    await sleep(4_500)
    expect(resting()).toHaveLength(1)
    expect(resting()[0]).toMatch(/ \(in 2\d\.\d minutes\): .*\(ActivationLimitReached\)$/)
    await passTime(ofBucket)
    await until(() => lines.filter((line) => /^activate node \d+: 0x/.test(line)).length === 4)
  })

  it('sends nothing when the beacon does not give the round', async () => {
    const before = await client.getTransactionCount({ address: account.address })
    let asked = 0
    start({
      signatureOf: async () => {
        asked++
        return undefined
      },
    })
    await until(() => asked >= 2)
    expect(lines).toEqual([])
    expect(await client.getTransactionCount({ address: account.address })).toBe(before)
  })

  it('logs the reason and looks on when the source of a ticket does not answer', async () => {
    const address = deployment.randomness
    const code = await client.getCode({ address })
    await client.setCode({ address, bytecode: '0x' })
    try {
      start()
      await until(() => lines.length > 0)
      // Two looks later the failed ticket still rests, and nothing else failed.
      await sleep(4_500)
      expect(lines).toEqual([expect.stringMatching(/^read round \d+ of source 0 failed: /)])
    } finally {
      await client.setCode({ address, bytecode: code ?? '0x' })
    }
  })

  it('logs the failure and can be stopped when the endpoint is away', async () => {
    start({ rpcUrl: 'http://127.0.0.1:9' })
    await until(() => lines.length > 0)
    expect(lines[0]).toMatch(/^look failed: The chain's endpoint failed/)
    const before = performance.now()
    await keeper?.stop()
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})
