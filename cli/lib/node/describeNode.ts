import type { Hex } from 'viem'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { formatTable } from '../../output/formatTable.ts'
import { type NodeState, nameStatus } from '../quorum/readNode.ts'
import type { Nodes } from './readNodeCommand.ts'

type Row = readonly [name: string, value: string]

/** A node as it stands. Amounts are base units, times unix seconds; 0: not set. */
export type NodeView = NodeState & {
  readonly nodeId: number
  readonly owner: Hex
  /** The registry's contract of shared nodes owns it. */
  readonly isShared: boolean
  /** Paid back to the owner, once it left. */
  readonly principalPaid: bigint
  /** A draw that was missed can be replaced from then on. */
  readonly renewableAt: number
  /** The operator alone may resume from then on. */
  readonly resumableAt: number
  /** Earned and not paid, as of the next block. */
  readonly accrued: bigint
  readonly rewardsPaid: bigint
}

/** Everything at once; reverts with `ServiceNodeUnknown` where there is no such node. */
export const readNodeView = async ({ client, registry, rewardsPool }: Nodes, nodeId: number): Promise<NodeView> => {
  const ofRegistry = { address: registry, abi: serviceNodeRegistryAbi } as const
  const ofRewards = { address: rewardsPool, abi: rewardsPoolAbi, args: [nodeId] } as const
  const [node, principalPaid, pools, { exitDelay }, resumeDelay, accrued, rewardsPaid] = await Promise.all([
    client.readContract({ ...ofRegistry, functionName: 'serviceNode', args: [nodeId] }),
    client.readContract({ ...ofRegistry, functionName: 'principalPaid', args: [nodeId] }),
    client.readContract({ ...ofRegistry, functionName: 'CONTRIBUTION_POOLS' }),
    client.readContract({ ...ofRegistry, functionName: 'parameters' }),
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
    renewableAt: activatableAt + exitDelay,
    resumableAt: suspendedAt === 0 ? 0 : suspendedAt + resumeDelay,
  }
}

/** What anyone, or one of its people, can do with a node now; `now`: unix seconds. */
const nextSteps = (node: NodeView, now: number): Row[] => {
  const { status, principalPaid, activatableAt, renewableAt, exitDueAt, resumableAt, accrued } = node
  const steps: Row[] = []
  if (status === 'Pending') {
    steps.push(['anyone', `activate, from ${describeMoment(activatableAt, now)}`])
    steps.push(['anyone', `renew-ticket where that was missed, from ${describeMoment(renewableAt, now)}`])
  }
  if (status === 'Suspended')
    steps.push(['operator', `resume in the registry, from ${describeMoment(resumableAt, now)}`])
  if (exitDueAt !== 0 && principalPaid === 0n) steps.push(['anyone', `exit, from ${describeMoment(exitDueAt, now)}`])
  if (accrued > 0n) steps.push(['anyone', 'claim: the rewards go to the owner'])
  return steps
}

/** A node for people. `now`: unix seconds. */
export const describeNode = (node: NodeView, now: number): string => {
  const { nodeId, status, operator, owner, isShared, principal, principalPaid, accrued, rewardsPaid } = node
  const rows: Row[] = [
    ['operator', operator],
    ['owner', isShared ? `${owner}, the pools: it is shared` : owner],
    principalPaid === 0n ? ['stake', describeTokens(principal)] : ['principal paid', describeTokens(principalPaid)],
    ['rewards paid', describeTokens(rewardsPaid)],
    ['earned, not paid yet', describeTokens(accrued)],
  ]
  const steps = nextSteps(node, now)
  return [
    `Node ${nodeId} is ${status}.\n`,
    formatTable(rows),
    steps.length === 0 ? 'Nothing is left to be done by anyone.\n' : `What can be done next\n${formatTable(steps)}`,
  ].join('\n')
}
