import type { Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/abi.ts'
import type { Registry } from '../chain/openRegistry.ts'

export const STATUSES = ['Pending', 'Active', 'Suspended', 'Exited', 'Removed'] as const

/** A node as it bears on an action. Times are unix seconds. */
export type NodeState = {
  readonly status: (typeof STATUSES)[number]
  readonly operator: Hex
  /** Base units. */
  readonly principal: bigint
  readonly activatableAt: number
  /** 0 where no exit was asked for. */
  readonly exitDueAt: number
}

/** The registry's view of a node; reverts with `ServiceNodeUnknown` where there is none. */
export const readNode = async ({ client, registry }: Registry, nodeId: number): Promise<NodeState> => {
  const node = await client.readContract({
    address: registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'serviceNode',
    args: [nodeId],
  })
  const status = STATUSES[node.status - 1]
  if (!status) throw new RangeError(`The registry has a status ${node.status}, which this program does not know.`)
  const { operator, principal, activatableAt, exitDueAt } = node
  return { status, operator: operator.toLowerCase() as Hex, principal, activatableAt, exitDueAt }
}
