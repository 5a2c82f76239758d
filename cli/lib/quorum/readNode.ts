import type { Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { type StatusName, statusNameOf } from '../../../shared/serviceNode/status.ts'
import { splitTicket, type Ticket } from '../../../shared/serviceNode/ticket.ts'
import type { Registry } from '../chain/openRegistry.ts'

/** Name of a status by its number in the registry. */
export const nameStatus = (number: number): StatusName => {
  const status = statusNameOf(number)
  if (!status) throw new RangeError(`The registry has a status ${number}, which this program does not know.`)
  return status
}

/** The part of a node that decides about an action. Times are unix seconds. */
export type NodeState = {
  readonly status: StatusName
  readonly operator: Hex
  /** Base units. */
  readonly principal: bigint
  readonly activatableAt: number
  /** 0 if it was never activated. */
  readonly firstActivatedAt: number
  /** Its seed is drawn from this round. */
  readonly ticket: Ticket
  /** 0 if no exit was asked for. */
  readonly exitDueAt: number
}

/** The contract puts the time of the first activation in the place of the time from which on it could come. */
export const firstActivatedAtOf = (node: { readonly activatedAt: number; readonly activatableAt: number }): number =>
  node.activatedAt === 0 ? 0 : node.activatableAt

/** Reads a node. The contract reverts with `ServiceNodeUnknown` if there is no such node. */
export const readNode = async ({ client, registry }: Registry, nodeId: number): Promise<NodeState> => {
  const node = await client.readContract({
    address: registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'serviceNode',
    args: [nodeId],
  })
  const { status, operator, principal, activatableAt, exitDueAt } = node
  return {
    ...{ principal, activatableAt, exitDueAt },
    firstActivatedAt: firstActivatedAtOf(node),
    status: nameStatus(status),
    operator: operator.toLowerCase() as Hex,
    ticket: splitTicket(node.ticket),
  }
}
