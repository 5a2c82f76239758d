import type { Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { connect } from '../input/connect.ts'
import { OptionInvalidError } from '../input/errors.ts'
import type { Options } from '../input/options.ts'
import { NoPoolsError } from './errors.ts'

/** A registry, and the contract of its shared nodes. */
export type Pools = Registry & { readonly pools: Hex; readonly token: Hex; readonly rewardsPool: Hex }

/**
 * Opens what `--rpc` and `--registry` name.
 *
 * @throws NoRegistryError, NoPoolsError, RpcFailedError
 */
export const openPools = async (options: Options): Promise<Pools> => {
  const opened = await connect(options, options.address('registry'))
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
 * The pool's number, as a command is given it.
 *
 * @param option how it is called in errors
 */
export const parsePoolId = (text: string, option = 'POOL'): bigint => {
  if (!/^[1-9]\d{0,14}$/.test(text)) {
    throw new OptionInvalidError({ option, reason: 'must be the number of a pool, from 1 on', value: text })
  }
  return BigInt(text)
}

/** The one argument of a command that is about one pool. */
export const readPoolId = (positionals: readonly string[]): bigint => {
  const [text, ...rest] = positionals
  if (text === undefined || rest.length > 0) {
    throw new OptionInvalidError({ option: 'POOL', reason: 'is needed, and nothing else beside the options' })
  }
  return parsePoolId(text)
}
