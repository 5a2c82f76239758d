/** Logs of the contracts around the registry. */
import { encodeAbiParameters, encodeEventTopics, type Hex } from 'viem'
import type { Network } from '../../../indexer/contracts.ts'
import { contractsOf } from '../../../indexer/contracts.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import type { Entry } from './registryModel.ts'

const SOMEONE: Hex = `0x${'5e'.repeat(20)}`

/** One log of each contract but the registry. `balance`: base units in the rewards pool before. */
export function otherLogs(network: Network, amount: bigint, balance = 0n): Entry[] {
  return [creditPaid(network, amount), funded(network, amount, balance), roleGranted(network, amount)]
}

export function creditPaid({ contributionPools }: Network, amount: bigint): Entry {
  const topics = encodeEventTopics({
    abi: contributionPoolsAbi,
    eventName: 'CreditPaid',
    args: { beneficiary: SOMEONE },
  }) as Hex[]
  return { from: contributionPools, topics, data: encodeAbiParameters([{ type: 'uint256' }], [amount]) }
}

function funded(network: Network, amount: bigint, balance: bigint): Entry {
  const rewardsPool = contractsOf(network).find(({ name }) => name === 'REWARDS_POOL')?.address ?? '0x'
  const topics = encodeEventTopics({ abi: rewardsPoolAbi, eventName: 'Funded', args: { by: SOMEONE } }) as Hex[]
  const data = encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [amount, (balance + amount) << 32n])
  return { from: rewardsPool, topics, data }
}

function roleGranted({ accessManager }: Network, roleId: bigint): Entry {
  const topics = encodeEventTopics({
    abi: accessManagerAbi,
    eventName: 'RoleGranted',
    args: { roleId, account: SOMEONE },
  }) as Hex[]
  const data = encodeAbiParameters([{ type: 'uint32' }, { type: 'uint48' }, { type: 'bool' }], [0, 1, true])
  return { from: accessManager, topics, data }
}
