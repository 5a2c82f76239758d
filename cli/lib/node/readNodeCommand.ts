import { parseArgs } from 'node:util'
import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { UINT32_MAX } from '../../../shared/uint.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { connect } from '../input/connect.ts'
import { OptionInvalidError } from '../input/errors.ts'
import { createOptions, SENDING_OPTIONS } from '../input/options.ts'
import { readAccount } from '../input/readAccount.ts'

/** A registry, and what pays its nodes. */
export type Nodes = Registry & { readonly rewardsPool: Hex }

/** What a command is given that an account sends about some nodes. */
export type NodeCommand = {
  readonly opened: Nodes
  /** At least one. */
  readonly nodeIds: readonly [number, ...number[]]
  readonly account: PrivateKeyAccount
  readonly isDryRun: boolean
}

const parseNodeId = (text: string): number => {
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > UINT32_MAX) {
    throw new OptionInvalidError({ option: 'NODE', reason: 'must be the number of a node, from 1 on', value: text })
  }
  return Number(text)
}

const parseNodeIds = (positionals: readonly string[], nodesMax: number): readonly [number, ...number[]] => {
  const [first, ...rest] = [...new Set(positionals.map(parseNodeId))]
  if (first === undefined || rest.length >= nodesMax) {
    const reason =
      nodesMax === 1 ? 'is needed, and nothing else beside the options' : `is needed, 1 to ${nodesMax} of them`
    throw new OptionInvalidError({ option: 'NODE', reason })
  }
  return [first, ...rest]
}

const openNodes = async (options: ReturnType<typeof createOptions>): Promise<Nodes> => {
  const opened = await connect(options, options.address('registry'))
  const { client, registry } = opened
  const read = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'REWARDS_POOL' } as const
  return { ...opened, rewardsPool: await client.readContract(read) }
}

/**
 * Arguments of a command that looks at one node.
 *
 * @throws OptionInvalidError, NoRegistryError, RpcFailedError
 */
export const readNodeQuery = async (
  args: readonly string[],
): Promise<{ readonly opened: Nodes; readonly nodeId: number }> => {
  const { rpc, registry } = SENDING_OPTIONS
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { rpc, registry } })
  const [nodeId] = parseNodeIds(positionals, 1)
  return { opened: await openNodes(createOptions(values)), nodeId }
}

/**
 * Arguments of a command by which an account sends something about nodes.
 *
 * @param nodesMax how many it takes
 * @throws OptionInvalidError, NoRegistryError, RpcFailedError, and what `readAccount` throws
 */
export const readNodeCommand = async (args: readonly string[], nodesMax = 1): Promise<NodeCommand> => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: SENDING_OPTIONS })
  const options = createOptions(values)
  const nodeIds = parseNodeIds(positionals, nodesMax)
  const account = await readAccount(options.text('account-key-file'))
  return { opened: await openNodes(options), nodeIds, account, isDryRun: options.flag('dry-run') }
}
