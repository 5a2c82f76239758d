import { type Hex, zeroAddress } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { splitTicket } from '../../../shared/serviceNode/ticket.ts'
import { firstActivatedAtOf, type NodeState, nameStatus } from '../quorum/readNode.ts'
import { exitTipFrom, exitTipOf } from './exitTip.ts'
import type { Nodes } from './openNodes.ts'

/** A node at the newest block. Amounts are base units. Times are unix seconds; 0 means not set. */
export type NodeView = NodeState & {
  readonly nodeId: number
  readonly owner: Hex
  /** The account that its operation is offered to; null if there is no offer. */
  readonly pendingOperator: Hex | null
  /** The age that its record shows begins here. New keys or a new operator renew it. */
  readonly activatedAt: number
  /** Its owner is the registry's contract of pools. */
  readonly isShared: boolean
  /** Paid back to the owner when the node left. */
  readonly principalPaid: bigint
  /** The operator alone may resume from then on. */
  readonly resumableAt: number
  /** Base units that the sender of its exit gets now. */
  readonly exitTip: bigint
  /** The sender of its exit gets something from then on, if it is Active. */
  readonly exitTipFrom: number
  /** No node is activated before. */
  readonly pausedUntil: number
  /** Earned and not paid, as of the next block. */
  readonly accrued: bigint
  readonly rewardsPaid: bigint
}

/** Reads all of a node. The contract reverts with `ServiceNodeUnknown` if there is no such node. */
export const readNodeView = async (
  { client, registry, rewardsPool, newest, epochSeconds }: Nodes,
  nodeId: number,
): Promise<NodeView> => {
  const ofRegistry = { address: registry, abi: serviceNodeRegistryAbi } as const
  const ofRewards = { address: rewardsPool, abi: rewardsPoolAbi, args: [nodeId] } as const
  const [node, principalPaid, pools, resumeEpochs, accrued, rewardsPaid, pendingOperator, paused] = await Promise.all([
    client.readContract({ ...ofRegistry, functionName: 'serviceNode', args: [nodeId] }),
    client.readContract({ ...ofRegistry, functionName: 'principalPaid', args: [nodeId] }),
    client.readContract({ ...ofRegistry, functionName: 'CONTRIBUTION_POOLS' }),
    client.readContract({ ...ofRegistry, functionName: 'OPERATOR_RESUME_EPOCHS' }),
    client.readContract({ ...ofRewards, functionName: 'accrued', blockTag: 'pending' }),
    client.readContract({ ...ofRewards, functionName: 'rewardsPaid' }),
    client.readContract({ ...ofRegistry, functionName: 'pendingOperator', args: [nodeId] }),
    client.readContract({ ...ofRegistry, functionName: 'pausedUntil' }),
  ])
  const { operator, owner, principal, activatableAt, activatedAt, exitDueAt, suspendedAt } = node
  const status = nameStatus(node.status)
  return {
    ...{ nodeId, status, principal, principalPaid, activatableAt, activatedAt, exitDueAt, accrued, rewardsPaid },
    firstActivatedAt: firstActivatedAtOf(node),
    pendingOperator: pendingOperator === zeroAddress ? null : (pendingOperator.toLowerCase() as Hex),
    exitTip: exitTipOf({ status, principal, exitDueAt }, newest.timestamp, epochSeconds),
    exitTipFrom: exitDueAt === 0 ? 0 : exitTipFrom(exitDueAt, epochSeconds),
    pausedUntil: paused > newest.timestamp ? paused : 0,
    operator: operator.toLowerCase() as Hex,
    owner: owner.toLowerCase() as Hex,
    isShared: owner === pools,
    ticket: splitTicket(node.ticket),
    resumableAt: suspendedAt === 0 ? 0 : suspendedAt + resumeEpochs * epochSeconds,
  }
}
