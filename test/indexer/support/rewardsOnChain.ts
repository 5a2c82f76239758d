import type { Hex } from 'viem'
import { expect } from 'vitest'
import type { Deployment } from '../../../deploy/deploy.ts'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'
import type { StateRows } from '../../../indexer/store/tables.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { claimable } from '../../../shared/rewards/emission.ts'
import { foldRewardsLogs } from '../../helpers/foldRewardsLogs.ts'

export type RewardsOnChain = {
  /** Gives the pool base units of its deployer. */
  fund(amount: bigint): Promise<void>
  claim(nodeIds: readonly number[]): Promise<void>
  /** Fails unless the rows at the head are the accounts of the contract. The pool must not be idle. */
  expectAccounts(rows: StateRows): Promise<void>
  /** Fails unless the rows give for each node what the contract says that it could claim now. */
  expectClaimable(rows: StateRows): Promise<void>
  /** Fails unless the fold goes on from the rows at each block to the rows at the head. */
  expectResumable(rows: StateRows, rowsAt: (blockNumber: bigint) => Promise<StateRows>): Promise<void>
}

/** Access to the real rewards pool of a deployment, for comparison with rows. */
export function createRewardsOnChain(client: ChainClient, { token, rewardsPool }: Deployment): RewardsOnChain {
  const pool = { address: rewardsPool, abi: rewardsPoolAbi } as const
  const mined = async (hash: Hex): Promise<void> => {
    expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
  }
  const poolRow = ({ rewardsPool: [row] }: StateRows) => {
    if (row === undefined) throw new Error('There is no row of the rewards pool.')
    return row
  }
  return {
    async fund(amount) {
      const approval = { address: token, abi: stakingTokenAbi, functionName: 'approve' } as const
      await mined(await client.writeContract({ ...approval, args: [rewardsPool, amount] }))
      await mined(await client.writeContract({ ...pool, functionName: 'fund', args: [amount] }))
    },
    async claim(nodeIds) {
      await mined(await client.writeContract({ ...pool, functionName: 'claim', args: [nodeIds] }))
    },
    async expectAccounts(rows) {
      const { eventCount: _, ...account } = await client.readContract({ ...pool, functionName: 'poolAccount' })
      expect(poolRow(rows)).toEqual({ ...account, accruedAt: BigInt(account.accruedAt) })
      for (const { nodeId, ...node } of rows.nodeRewards)
        expect(node).toEqual(await client.readContract({ ...pool, functionName: 'nodeAccount', args: [nodeId] }))
    },
    async expectClaimable(rows) {
      const { number: blockNumber, timestamp: time } = await client.getBlock()
      const at = {
        time,
        ratePerSecond: await client.readContract({ ...pool, functionName: 'ratePerSecond' }),
        fullEmissionNodes: await client.readContract({ ...pool, functionName: 'FULL_EMISSION_NODES' }),
      }
      for (const node of rows.nodeRewards) {
        const call = { functionName: 'accrued', args: [node.nodeId], blockNumber } as const
        expect(claimable(node, poolRow(rows), at)).toBe(await client.readContract({ ...pool, ...call }))
      }
    },
    async expectResumable(rows, rowsAt) {
      const logs = await client.getLogs({ address: rewardsPool, fromBlock: 0n })
      const timeOf = async (blockNumber: bigint) => (await client.getBlock({ blockNumber })).timestamp
      const head = { pool: poolRow(rows), nodes: new Map(rows.nodeRewards.map((node) => [node.nodeId, node])) }
      const numbers = new Set(logs.map(({ blockNumber }) => blockNumber))
      expect(numbers.size).toBeGreaterThan(5)
      for (const number of [0n, ...numbers]) {
        const rest = logs.filter(({ blockNumber }) => blockNumber > number)
        expect(await foldRewardsLogs(rest, timeOf, await rowsAt(number))).toEqual(head)
      }
    },
  }
}
