import { getAbiItem, type Hex, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../../cli/lib/chain/createRpcClient.ts'
import { findLastBlockBefore } from '../../../../cli/lib/chain/findLastBlockBefore.ts'
import { openRegistry } from '../../../../cli/lib/chain/openRegistry.ts'
import { scanLogs } from '../../../../cli/lib/chain/scanLogs.ts'
import { KeysNotFoundError } from '../../../../cli/lib/quorum/errors.ts'
import { readKeys } from '../../../../cli/lib/quorum/readKeys.ts'
import { readNode } from '../../../../cli/lib/quorum/readNode.ts'
import { type Deployment, deploy } from '../../../../deploy/deploy.ts'
import { type ChainClient, createChainClient } from '../../../../devnet/chain/chainClient.ts'
import { demoPlans } from '../../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../../shared/contracts/stakingTokenAbi.ts'
import { blsSign } from '../../../../shared/signing/bls.ts'
import { makeRegistration, type Registration } from '../../../../shared/signing/registration.ts'
import { startHardhatChain, type TestChain } from '../../../../tools/support/chain.ts'

const TRANSFER = getAbiItem({ abi: stakingTokenAbi, name: 'Transfer' })

/** Blocks to a page, as `scanLogs` has it. */
const PAGE = 2_000

const NO_WORD: Hex = `0x${'00'.repeat(32)}`

/** 2090-01-01 */
const GENESIS = 3_786_912_000

/** Node 1, by the development account, in one of the first blocks. */
const registerOne = async (client: ChainClient, deployment: Deployment): Promise<Registration> => {
  const [demo] = demoPlans('a long chain')
  if (!demo) throw new Error('The demo has no nodes.')
  const plan = { ...demo, operator: client.account as PrivateKeyAccount }
  const made = await makeRegistration(deployment, plan, blsSign)
  const stake = parseEther('25000')
  const noPermit = { value: 0n, deadline: 0n, v: 0, r: NO_WORD, s: NO_WORD }
  const { token, registry } = deployment
  const approval = { address: token, abi: stakingTokenAbi, functionName: 'approve', args: [registry, stake] } as const
  await client.waitForTransactionReceipt({ hash: await client.writeContract(approval) })
  const hash = await client.writeContract({
    address: registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'register',
    args: [made, '0x', stake, noPermit],
  })
  await client.waitForTransactionReceipt({ hash })
  return made
}

describe('a long chain', () => {
  let chain: TestChain
  let client: ChainClient
  let deployment: Deployment
  let registration: Registration
  /** Numbers of the blocks with transfers: around each end of a page. */
  const blocks: bigint[] = []

  beforeAll(async () => {
    chain = await startHardhatChain({ initialTimestamp: GENESIS })
    client = createChainClient(chain.url)
    deployment = await deploy(client, { epochSeconds: 3_600, governor: seededAccount('scan', 'governor').address })
    registration = await registerOne(client, deployment)
    for (const target of [PAGE - 1, PAGE, 2 * PAGE - 1, 2 * PAGE, 2 * PAGE + 1]) {
      const number = Number(await client.getBlockNumber())
      // Twelve seconds apart, as on a public chain.
      if (target - 1 > number) await chain.request('hardhat_mine', [`0x${(target - 1 - number).toString(16)}`, '0xc'])
      const hash = await client.writeContract({
        address: deployment.token,
        abi: stakingTokenAbi,
        functionName: 'transfer',
        args: [seededAccount('scan', target).address, parseEther('1')],
      })
      blocks.push((await client.waitForTransactionReceipt({ hash })).blockNumber)
    }
  })
  afterAll(() => chain?.stop())

  it('is scanned page by page, and no log is lost or doubled at the ends of pages', async () => {
    expect(blocks).toEqual([1_999n, 2_000n, 3_999n, 4_000n, 4_001n])
    const steps: string[] = []
    const query = { address: deployment.token, events: [TRANSFER], fromBlock: 0n, toBlock: 4_001n } as const
    const opened = {
      client: createRpcClient(chain.url),
      onScan: (done: number, total: number) => steps.push(`${done}/${total}`),
    }
    const logs = await scanLogs(opened, query)
    // The first two are the supply, at deployment, and a stake.
    expect(logs.slice(2).map(({ blockNumber }) => blockNumber)).toEqual(blocks)
    expect(steps).toEqual(['2000/4002', '4000/4002', '4002/4002'])
    const part = await scanLogs(opened, { ...query, fromBlock: 2_000n, toBlock: 3_999n })
    expect(part.map(({ blockNumber }) => blockNumber)).toEqual([2_000n, 3_999n])
    expect(await scanLogs(opened, { ...query, fromBlock: 5n, toBlock: 4n })).toEqual([])
    expect(steps).toHaveLength(3)
  })

  it('is scanned backwards for the keys of a node, as far as it takes', async () => {
    const steps: string[] = []
    const onScan = (done: number, total: number) => steps.push(`${done}/${total}`)
    const opened = await openRegistry(createRpcClient(chain.url), deployment.registry, onScan)
    const { blsKey, ed25519Key } = registration
    const { activatableAt } = await readNode(opened, 1)
    expect(await readKeys(opened, { nodeId: 1, activatableAt })).toEqual({ blsKey, ed25519Key })
    expect(steps).toEqual([])
    // As of a node that missed its draw, which can be activated long after it registered.
    const later = opened.newest.timestamp + 1
    expect(await readKeys(opened, { nodeId: 1, activatableAt: later })).toEqual({ blsKey, ed25519Key })
    expect(steps).toEqual(['2000/4002'])
    await expect(readKeys(opened, { nodeId: 2, activatableAt: later })).rejects.toThrow(KeysNotFoundError)
  })

  it('is searched for the last block before a moment, though blocks of one second are many', async () => {
    const reader = createRpcClient(chain.url)
    const newest = await client.getBlock()
    const timeOf = async (blockNumber: bigint) => Number((await client.getBlock({ blockNumber })).timestamp)
    for (const number of [1n, 2n, 10n, 1_500n, 2_000n, 3_998n, newest.number]) {
      for (const moment of [await timeOf(number), (await timeOf(number)) + 1]) {
        const before = await findLastBlockBefore(reader, moment, newest.number)
        if (before === undefined) throw new Error(`No block before ${moment}.`)
        expect(await timeOf(before)).toBeLessThan(moment)
        if (before < newest.number) expect(await timeOf(before + 1n)).toBeGreaterThanOrEqual(moment)
      }
    }
    expect(await findLastBlockBefore(reader, await timeOf(0n), newest.number)).toBeUndefined()
    expect(await findLastBlockBefore(reader, (await timeOf(newest.number)) + 1, newest.number)).toBe(newest.number)
  })
})
