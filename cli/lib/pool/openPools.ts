import type { Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { type Connection, connect } from '../input/connect.ts'
import { OptionInvalidError } from '../input/errors.ts'
import { NoPoolsError } from './errors.ts'

/** A registry, and the contract of its pools. */
export type Pools = Registry & { readonly pools: Hex; readonly token: Hex; readonly rewardsPool: Hex }

/**
 * Opens the registry of a call and its contract of pools.
 *
 * @throws ChainMismatchError, NoRegistryError, NoPoolsError, RpcFailedError
 */
export const openPools = async (connection: Connection): Promise<Pools> => {
  const opened = await connect(connection, connection.network.get('registry'))
  const { client, registry } = opened
  const addressOf = async (functionName: 'CONTRIBUTION_POOLS' | 'TOKEN' | 'REWARDS_POOL'): Promise<Hex> => {
    const read = { address: registry, abi: serviceNodeRegistryAbi, functionName } as const
    return (await client.readContract(read)).toLowerCase() as Hex
  }
  const [pools, token, rewardsPool] = await Promise.all([
    addressOf('CONTRIBUTION_POOLS'),
    addressOf('TOKEN'),
    addressOf('REWARDS_POOL'),
  ])
  if ((await client.getCode({ address: pools })) === undefined) throw new NoPoolsError({ registry, pools })
  return { ...opened, pools, token, rewardsPool }
}

/**
 * The number of a pool.
 *
 * @param option its name in errors
 * @throws OptionInvalidError
 */
export const parsePoolId = (text: string, option = 'POOL'): bigint => {
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new OptionInvalidError({ option, reason: 'must be the number of a pool, from 1 on', value: text })
  }
  return BigInt(text)
}
