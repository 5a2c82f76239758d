import { encodeFunctionData, type Hex } from 'viem'
import { expect } from 'vitest'
import { type Artifact, readArtifact } from '../../deploy/artifact.ts'
import { openHardhatChain } from '../../tools/support/chain.ts'
import { readCompiled } from './readCompiled.ts'

const SUPPLY = 2n ** 96n - 1n

export type PoolAccount = {
  balanceX32: bigint
  accruedAt: number
  activeNodes: number
  rewardPerNodeX32: bigint
  owedX32: bigint
  eventCount: bigint
}

export type NodeAccount = { markX32: bigint; paid: bigint; active: boolean }

export type RewardsChain = Awaited<ReturnType<typeof openRewardsChain>>
export type RewardsWorld = Awaited<ReturnType<RewardsChain['createWorld']>>

/** Opens a chain in this process on which rewards pools are deployed, each with a harness for its registry. */
export async function openRewardsChain() {
  const [chain, token, registry, pool] = await Promise.all([
    openHardhatChain({ initialTimestamp: 1_750_000_000 }),
    readArtifact('StakingToken'),
    readCompiled('test/mocks/RewardsRegistryHarness.sol:RewardsRegistryHarness'),
    readArtifact('RewardsPool'),
  ])
  const artifacts = { token, registry, pool }
  return {
    stop: chain.stop,
    /** `rate`: Q128 per second. `fullNodes`: active nodes of a full network. `nodes`: ids that are read, from 1 on. */
    createWorld: (args: { rate: bigint; fullNodes: bigint; nodes: number }) => createWorld(chain, artifacts, args),
  }
}

type Name = 'token' | 'registry' | 'pool'

/** Deploys a pool with all tokens held by its funder. */
async function createWorld(
  chain: Awaited<ReturnType<typeof openHardhatChain>>,
  artifacts: Readonly<Record<Name, Artifact>>,
  { rate, fullNodes, nodes }: { rate: bigint; fullNodes: bigint; nodes: number },
) {
  const { client } = chain
  const from = client.account.address
  const create = async ({ abi, bytecode }: Artifact, args: readonly unknown[]): Promise<Hex> => {
    const hash = await client.deployContract({ abi, bytecode, args })
    return (await client.waitForTransactionReceipt({ hash })).contractAddress as Hex
  }
  const token = await create(artifacts.token, [from, SUPPLY])
  const registry = await create(artifacts.registry, [])
  const pool = await create(artifacts.pool, [token, registry, rate, fullNodes])
  const addresses = { token, registry, pool }
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
    /** The next block is this much later than the newest. */
    passTime: async (seconds: bigint): Promise<void> => {
      await chain.request('evm_setNextBlockTimestamp', [Number((await now()) + seconds)])
    },
    mine: () => chain.mine(),
    logs: () => client.getLogs({ address: pool, fromBlock: 0n }),
    timeOf: async (blockNumber: bigint): Promise<bigint> => (await client.getBlock({ blockNumber })).timestamp,
    poolAccount: () => read<PoolAccount>('pool', 'poolAccount'),
    nodeAccounts: async (): Promise<Map<number, NodeAccount>> => {
      const ids = Array.from({ length: nodes }, (_, index) => index + 1)
      const accounts = await Promise.all(ids.map((node) => read<NodeAccount>('pool', 'nodeAccount', [node])))
      return new Map(accounts.map((value, index) => [index + 1, value]))
    },
    held: () => read<bigint>('token', 'balanceOf', [pool]),
  }
}
