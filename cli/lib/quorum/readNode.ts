import type { Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { type StatusName, statusNameOf } from '../../../shared/serviceNode/status.ts'
import type { Registry } from '../chain/openRegistry.ts'

/** Name of a status as the registry numbers it. */
export const nameStatus = (number: number): StatusName => {
  const status = statusNameOf(number)
  if (!status) throw new RangeError(`The registry has a status ${number}, which this program does not know.`)
  return status
}

/** A node as it bears on an action. Times are unix seconds. */
export type NodeState = {
  readonly status: StatusName
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
  const { status, operator, principal, activatableAt, exitDueAt } = node
  return { status: nameStatus(status), operator: operator.toLowerCase() as Hex, principal, activatableAt, exitDueAt }
}
