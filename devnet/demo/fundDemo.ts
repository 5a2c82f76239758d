import { type Hex, parseEther } from 'viem'
import type { Deployment } from '../../deploy/deploy.ts'
import { rewardsPoolAbi } from '../../shared/contracts/rewardsPoolAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import type { ChainClient } from '../chain/chainClient.ts'

/** Tokens in the rewards pool at the start, base units. A node of 70 earns a token in some seven minutes. */
const REWARDS = parseEther('40000000')

/** Free tokens of each operator, base units: the stakes of two more nodes. */
const FREE_TOKENS = parseEther('50000')

/** Waits until a call of the deployer is mined. */
const mined = async (client: ChainClient, hash: Promise<Hex>): Promise<void> => {
  const { status } = await client.waitForTransactionReceipt({ hash: await hash })
  if (status !== 'success') throw new Error('A transfer of tokens reverted in the demo network.')
}

/** Fills the rewards pool, so that nodes earn from the first block on. */
export const fillRewardsPool = async (client: ChainClient, { token, rewardsPool }: Deployment): Promise<void> => {
  const approval = { address: token, abi: stakingTokenAbi, functionName: 'approve' } as const
  await mined(client, client.writeContract({ ...approval, args: [rewardsPool, REWARDS] }))
  const funding = { address: rewardsPool, abi: rewardsPoolAbi, functionName: 'fund' } as const
  await mined(client, client.writeContract({ ...funding, args: [REWARDS] }))
}

/** Gives accounts free tokens. */
export const giveTokens = async (
  client: ChainClient,
  { token }: Deployment,
  accounts: readonly Hex[],
): Promise<void> => {
  const transfer = { address: token, abi: stakingTokenAbi, functionName: 'transfer' } as const
  for (const account of accounts) {
    await mined(client, client.writeContract({ ...transfer, args: [account, FREE_TOKENS] }))
  }
}
