import type { Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { UINT32_MAX } from '../../../shared/uint.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { type Connection, connect } from '../input/connect.ts'
import { OptionInvalidError } from '../input/errors.ts'

/** A registry, and the contract that pays its nodes. */
export type Nodes = Registry & { readonly rewardsPool: Hex }

const parseNodeId = (text: string): number => {
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > UINT32_MAX) {
    throw new OptionInvalidError({ option: 'NODE', reason: 'must be the number of a node, from 1 on', value: text })
  }
  return Number(text)
}

/**
 * Numbers of nodes, each once.
 *
 * @param words at least one
 * @throws OptionInvalidError
 */
export const parseNodeIds = (words: readonly string[], nodesMax = 1): readonly [number, ...number[]] => {
  const [first, ...rest] = [...new Set(words.map(parseNodeId))]
  if (first === undefined || rest.length >= nodesMax) {
    throw new OptionInvalidError({ option: 'NODE', reason: `may be given ${nodesMax} times at most` })
  }
  return [first, ...rest]
}

/** Opens the registry of a call. @throws ChainMismatchError, NoRegistryError, RpcFailedError */
export const openNodes = async (connection: Connection): Promise<Nodes> => {
  const opened = await connect(connection, connection.network.get('registry'))
  const { client, registry } = opened
  const read = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'REWARDS_POOL' } as const
  return { ...opened, rewardsPool: await client.readContract(read) }
}
