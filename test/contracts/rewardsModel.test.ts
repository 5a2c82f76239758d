import { type Abi, decodeEventLog, encodeFunctionData, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Artifact, readArtifact } from '../../deploy/artifact.ts'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'
import { seededBytes } from '../../devnet/demo/seededKeys.ts'
import { openHardhatChain } from '../../tools/support/chain.ts'
import { createExactRewards, type ExactRewards, rewardShortfall } from '../../tools/support/exactRewards.ts'
import { readCompiled } from '../helpers/readCompiled.ts'

/** Seed of all random values here, so that a failure repeats. */
const SEED = 'rewards 1'
const OPERATIONS = 200
const NODES = 7
const SUPPLY = 2n ** 96n - 1n

const RATES = [
  { name: 'a rate of 1e-8 for a network of any size', rate: 2n ** 128n / 10n ** 8n, fullNodes: 1n },
  { name: 'a rate of 1e-8 for a network of three', rate: 2n ** 128n / 10n ** 8n, fullNodes: 3n },
  { name: 'the highest rate for a network of five', rate: 2n ** 128n / 10n ** 6n, fullNodes: 5n },
  { name: 'a rate of 1e-12 for a network of three', rate: 2n ** 128n / 10n ** 12n, fullNodes: 3n },
  { name: 'a rate of 1e-8 for the largest network', rate: 2n ** 128n / 10n ** 8n, fullNodes: 2n ** 32n - 1n },
]

const KINDS = ['fund', 'absorb', 'toggle', 'toggle', 'claim', 'claim', 'claimAll', 'setOwner'] as const

type PoolAccount = {
  balanceX32: bigint
  accruedAt: number
  activeNodes: number
  rewardPerNodeX32: bigint
  owedX32: bigint
  eventCount: bigint
}
type NodeAccount = { markX32: bigint; paid: bigint; active: boolean }

describe(`the rewards pool compared with exact arithmetic (seed "${SEED}")`, () => {
  let chain: Awaited<ReturnType<typeof openHardhatChain>>
  let client: ChainClient
  let artifacts: Record<'token' | 'registry' | 'pool', Artifact>

  beforeAll(async () => {
    chain = await openHardhatChain({ initialTimestamp: 1_750_000_000 })
    client = chain.client
    artifacts = {
      token: await readArtifact('StakingToken'),
      registry: await readCompiled('test/mocks/RewardsRegistryHarness.sol:RewardsRegistryHarness'),
      pool: await readArtifact('RewardsPool'),
    }
  })
  afterAll(() => chain?.stop())

  it.each(RATES)(
    'never pays more than exact arithmetic, and hardly less, at $name',
    async ({ name, rate, fullNodes }) => {
      const world = await createWorld(rate, fullNodes)
      const model = createExactRewards({ rate, fullNodes }, await world.now())
      const done = new Map<string, number>()
      const paidTo = new Map<Hex, bigint>()
      const owners = new Map<number, Hex>()
      let calls = 0n
      let random = 0n
      const below = (max: bigint): bigint => {
        const value = random % max
        random /= max
        return value
      }

      for (let node = 1; node <= NODES; node++) {
        owners.set(node, ownerAt(0n))
        await world.send('registry', 'setOwner', [node, ownerAt(0n)])
      }
      for (let step = 0; step < OPERATIONS; step++) {
        random = BigInt(seededBytes(SEED, name, step))
        const node = 1 + Number(below(BigInt(NODES)))
        const kind = KINDS[Number(below(BigInt(KINDS.length)))] as (typeof KINDS)[number]
        done.set(kind, (done.get(kind) ?? 0) + 1)
        await world.passTime(1n + below(1n << below(26n)))
        if (kind === 'setOwner') {
          owners.set(node, ownerAt(below(4n)))
          await world.send('registry', 'setOwner', [node, owners.get(node)])
          continue
        }
        calls++
        if (kind === 'fund') {
          const amount = below(1n << below(90n))
          const { time } = await world.send('pool', 'fund', [amount])
          model.advance(time)
          model.fund(amount)
        } else if (kind === 'absorb') {
          const gift = below(1n << below(80n))
          await world.send('token', 'transfer', [world.pool, gift])
          const { time } = await world.send('pool', 'absorb', [])
          model.advance(time)
          // Fractions that were written off never make a whole unit in so few calls.
          model.fund(gift)
        } else if (kind === 'toggle') {
          const wasActive = model.active.has(node)
          const { time } = await world.send('registry', wasActive ? 'deactivate' : 'activate', [node])
          model.advance(time)
          if (wasActive) model.active.delete(node)
          else model.active.add(node)
        } else {
          const nodes = kind === 'claim' ? [node] : [...owners.keys()]
          const before = await world.nodeAccounts()
          const { time } = await world.send('pool', 'claim', [nodes])
          model.advance(time)
          const after = await world.nodeAccounts()
          for (const claimed of nodes) {
            const owner = owners.get(claimed) as Hex
            const paid = account(after, claimed).paid - account(before, claimed).paid
            paidTo.set(owner, (paidTo.get(owner) ?? 0n) + paid)
          }
        }
        await check(world, model, calls)
      }

      for (const [owner, paid] of paidTo) expect(await world.read('token', 'balanceOf', [owner])).toBe(paid)
      expect([...paidTo.values()].reduce((sum, paid) => sum + paid)).toBeGreaterThan(0n)
      expect(Math.min(...done.values()), 'each operation was tried').toBeGreaterThan(OPERATIONS / 20)
      expect(await replay(world)).toEqual({ pool: await world.poolAccount(), nodes: await world.nodeAccounts() })
    },
  )

  it('claims again for at most 90,000 gas and deactivates a node for less than 60,000', async () => {
    const world = await createWorld(2n ** 128n / 10n ** 8n, 1n)
    for (const node of [1, 2, 3]) await world.send('registry', 'setOwner', [node, ownerAt(0n)])
    await world.send('pool', 'fund', [parseEther('1000000')])
    for (const node of [1, 2, 3]) await world.send('registry', 'activate', [node])
    await world.passTime(86_400n)
    await world.send('pool', 'claim', [[1]])
    await world.passTime(86_400n)
    const repeat = await world.send('pool', 'claim', [[1]])
    expect(repeat.gasUsed).toBeLessThanOrEqual(90_000n)
    await world.passTime(86_400n)
    const deactivation = await world.send('registry', 'deactivate', [2])
    // The receipt counts the harness and 21,000 of the transaction itself too.
    expect(deactivation.gasUsed).toBeLessThan(60_000n + 21_000n)

    // The most expensive accrual: the first of all, over so long a time that the series takes all its terms.
    const fresh = await createWorld(2n ** 128n / 10n ** 8n, 1n)
    await fresh.send('pool', 'fund', [parseEther('1000000')])
    await fresh.send('registry', 'activate', [1])
    await fresh.passTime(63_072_000n)
    const dearest = await fresh.send('registry', 'deactivate', [1])
    expect(dearest.gasUsed).toBeLessThan(60_000n + 21_000n)
  })

  /** Deploys a pool with all tokens held by its funder. */
  async function createWorld(rate: bigint, fullNodes: bigint) {
    const from = client.account.address
    const create = async ({ abi, bytecode }: Artifact, args: readonly unknown[]): Promise<Hex> => {
      const hash = await client.deployContract({ abi, bytecode, args })
      return (await client.waitForTransactionReceipt({ hash })).contractAddress as Hex
    }
    const token = await create(artifacts.token, [from, SUPPLY])
    const registry = await create(artifacts.registry, [])
    const pool = await create(artifacts.pool, [token, registry, rate, fullNodes])
    const addresses = { token, registry, pool }
    type Name = keyof typeof addresses
    const read = <T = unknown>(name: Name, functionName: string, args: readonly unknown[] = []): Promise<T> =>
      client.readContract({ address: addresses[name], abi: artifacts[name].abi, functionName, args }) as Promise<T>
    const now = async (): Promise<bigint> => (await client.getBlock()).timestamp
    const send = async (name: Name, functionName: string, args: readonly unknown[]) => {
      const data = encodeFunctionData({ abi: artifacts[name].abi, functionName, args })
      const transaction = { from, to: addresses[name], data, gas: '0x4c4b40' }
      const hash = await chain.request<Hex>('eth_sendTransaction', [transaction])
      const receipt = await client.getTransactionReceipt({ hash })
      expect(receipt.status, functionName).toBe('success')
      return { gasUsed: receipt.gasUsed, time: await now() }
    }
    await send('registry', 'setPool', [pool])
    await send('token', 'approve', [pool, SUPPLY])
    return {
      pool,
      now,
      read,
      send,
      passTime: async (seconds: bigint): Promise<void> => {
        await chain.request('evm_setNextBlockTimestamp', [Number((await now()) + seconds)])
      },
      logs: () => client.getLogs({ address: pool, fromBlock: 0n }),
      timeOf: async (blockNumber: bigint): Promise<number> =>
        Number((await client.getBlock({ blockNumber })).timestamp),
      poolAccount: () => read<PoolAccount>('pool', 'poolAccount'),
      nodeAccounts: async (): Promise<Map<number, NodeAccount>> => {
        const nodes = Array.from({ length: NODES }, (_, index) => index + 1)
        const accounts = await Promise.all(nodes.map((node) => read<NodeAccount>('pool', 'nodeAccount', [node])))
        return new Map(accounts.map((value, index) => [index + 1, value]))
      },
      held: () => read<bigint>('token', 'balanceOf', [pool]),
    }
  }
  type World = Awaited<ReturnType<typeof createWorld>>

  async function check(world: World, model: ExactRewards, calls: bigint): Promise<void> {
    const [pool, nodes, held] = await Promise.all([world.poolAccount(), world.nodeAccounts(), world.held()])
    expectJustBelow(pool.balanceX32, model.balance(), calls)
    for (const [node, { markX32, active, paid }] of nodes) {
      expect(active).toBe(model.active.has(node))
      const earnedX32 = active ? pool.rewardPerNodeX32 - markX32 : markX32
      expectJustBelow(earnedX32, model.earned.get(node) ?? 0n, calls)
      expect(paid).toBeLessThanOrEqual(earnedX32 >> 32n)
    }
    expect(held << 32n).toBeGreaterThanOrEqual(pool.owedX32 + pool.balanceX32)
  }

  /** Rebuilds both accounts from the log alone, as an indexer would. */
  async function replay(world: World) {
    const pool: PoolAccount = {
      ...{ balanceX32: 0n, accruedAt: 0, activeNodes: 0, rewardPerNodeX32: 0n, owedX32: 0n },
      eventCount: 0n,
    }
    const nodes = new Map<number, NodeAccount>()
    for (let node = 1; node <= NODES; node++) nodes.set(node, { markX32: 0n, paid: 0n, active: false })
    const logs = await world.logs()
    for (const { data, topics } of logs) {
      const event = decodeEventLog({ abi: artifacts.pool.abi as Abi, data, topics })
      const args = event.args as unknown as Record<string, bigint> & { nodeId: number; activeNodes: number }
      const node = account(nodes, args.nodeId ?? 1)
      pool.eventCount++
      if (event.eventName === 'Accrued') {
        pool.balanceX32 = args['balanceX32'] as bigint
        pool.rewardPerNodeX32 = args['rewardPerNodeX32'] as bigint
        pool.owedX32 += args['emittedX32'] as bigint
      } else if (event.eventName === 'Funded' || event.eventName === 'Absorbed') {
        pool.balanceX32 = args['balanceX32'] as bigint
      } else if (event.eventName === 'NodeActivated') {
        Object.assign(node, { active: true, markX32: args['markX32'] })
        pool.activeNodes = args.activeNodes
      } else if (event.eventName === 'NodeDeactivated') {
        Object.assign(node, { active: false, markX32: args['earnedX32'] })
        pool.activeNodes = args.activeNodes
      } else {
        node.paid = args['rewardsPaid'] as bigint
        pool.owedX32 -= (args['amount'] as bigint) << 32n
      }
    }
    // If nothing could be emitted, the clock moves without an event and has no effect.
    const idle = pool.activeNodes === 0 || pool.balanceX32 === 0n
    pool.accruedAt = idle ? (await world.poolAccount()).accruedAt : await world.timeOf(logs.at(-1)?.blockNumber ?? 0n)
    return { pool, nodes }
  }
})

/** Bound promised to owners (1e-12 of the whole and one unit per call), and the much closer one that the code keeps. */
function expectJustBelow(actualX32: bigint, exact: bigint, calls: bigint): void {
  expect(rewardShortfall(actualX32, exact, calls)).toBeUndefined()
}

function account(accounts: Map<number, NodeAccount>, node: number): NodeAccount {
  return accounts.get(node) as NodeAccount
}

function ownerAt(index: bigint): Hex {
  return `0x${(0x5000n + index).toString(16).padStart(40, '0')}`
}
