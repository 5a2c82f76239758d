import type { Hex } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { splitTicket } from '../../../shared/serviceNode/ticket.ts'
import { type NodeState, nameStatus } from '../quorum/readNode.ts'
import type { Nodes } from './openNodes.ts'

/** A node at the newest block. Amounts are base units. Times are unix seconds; 0 means not set. */
export type NodeView = NodeState & {
  readonly nodeId: number
  readonly owner: Hex
  /** Its owner is the registry's contract of pools. */
  readonly isShared: boolean
  /** Paid back to the owner when the node left. */
  readonly principalPaid: bigint
  /** The operator alone may resume from then on. */
  readonly resumableAt: number
  /** Earned and not paid, as of the next block. */
  readonly accrued: bigint
  readonly rewardsPaid: bigint
}

/** Reads all of a node. The contract reverts with `ServiceNodeUnknown` if there is no such node. */
export const readNodeView = async ({ client, registry, rewardsPool }: Nodes, nodeId: number): Promise<NodeView> => {
  const ofRegistry = { address: registry, abi: serviceNodeRegistryAbi } as const
  const ofRewards = { address: rewardsPool, abi: rewardsPoolAbi, args: [nodeId] } as const
  const [node, principalPaid, pools, resumeDelay, accrued, rewardsPaid] = await Promise.all([
    client.readContract({ ...ofRegistry, functionName: 'serviceNode', args: [nodeId] }),
    client.readContract({ ...ofRegistry, functionName: 'principalPaid', args: [nodeId] }),
    client.readContract({ ...ofRegistry, functionName: 'CONTRIBUTION_POOLS' }),
    client.readContract({ ...ofRegistry, functionName: 'OPERATOR_RESUME_DELAY' }),
    client.readContract({ ...ofRewards, functionName: 'accrued', blockTag: 'pending' }),
    client.readContract({ ...ofRewards, functionName: 'rewardsPaid' }),
  ])
  const { operator, owner, principal, activatableAt, exitDueAt, suspendedAt } = node
  return {
    ...{ nodeId, principal, principalPaid, activatableAt, exitDueAt, accrued, rewardsPaid },
    status: nameStatus(node.status),
    operator: operator.toLowerCase() as Hex,
    owner: owner.toLowerCase() as Hex,
    isShared: owner === pools,
    ticket: splitTicket(node.ticket),
    resumableAt: suspendedAt === 0 ? 0 : suspendedAt + resumeDelay,
  }
}
