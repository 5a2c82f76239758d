/** Logs of the contracts around the registry. */
import { encodeAbiParameters, encodeEventTopics, type Hex, pad, toHex } from 'viem'
import type { Network } from '../../../indexer/contracts.ts'
import { contractsOf } from '../../../indexer/contracts.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { encodePoolEvent, openingLogs, REQUIREMENT } from './poolLogs.ts'
import type { Entry } from './registryModel.ts'

const SOMEONE: Hex = `0x${'5e'.repeat(20)}`

/**
 * One log of each contract but the registry. The pool of `poolOpened` must be there.
 *
 * @param balance base units in the rewards pool before
 */
export function otherLogs(network: Network, amount: bigint, balance = 0n): Entry[] {
  return [beneficiaryChanged(network, amount), funded(network, amount, balance), roleGranted(network, amount)]
}

/** Opens the pool that `beneficiaryChanged` is about. */
export const poolOpened = ({ contributionPools }: Network): Entry[] =>
  openingLogs({ pools: contributionPools, poolId: 1n, opener: SOMEONE }, REQUIREMENT).map((entry) => ({
    from: contributionPools,
    ...entry,
  }))

/** Only the count of events shows that such a log is missing or doubled. The pool must be open. */
export function beneficiaryChanged({ contributionPools }: Network, amount: bigint): Entry {
  const beneficiary = pad(toHex(amount), { size: 20 })
  const args = { poolId: 1n, contributor: SOMEONE, slot: 0, beneficiary }
  return { from: contributionPools, ...encodePoolEvent('BeneficiaryChanged', args) }
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
