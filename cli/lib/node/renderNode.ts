import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeDate } from '../../../shared/format/times.ts'
import { type Block, paragraph, table } from '../../output/blocks.ts'
import type { Step } from './nodeSteps.ts'
import type { NodeView } from './readNodeView.ts'

/** Steps without their commands, which are printed as follow-ups. */
export type StepsData = readonly { readonly who: string; readonly what: string }[]

/** A node as JSON. */
export type NodeData = NodeView & { readonly steps: StepsData }

/** Leaves out the commands of steps. */
export const stepsData = (steps: readonly Step[]): StepsData => steps.map(({ who, what }) => ({ who, what }))

/** A table of steps. */
export const renderSteps = (steps: StepsData, none: string): Block =>
  steps.length === 0
    ? paragraph(none)
    : table(
        steps.map(({ who, what }) => [who, what]),
        'What can be done',
      )

/** A node as text. */
export const renderNode = (node: NodeData): Block[] => {
  const { nodeId, status, operator, owner, isShared, principal, principalPaid, accrued, rewardsPaid } = node
  const { activatedAt, firstActivatedAt } = node
  return [
    paragraph(`Node ${nodeId} is ${status}.`, 'title'),
    table([
      ['operator', operator],
      ['owner', isShared ? `${owner}, the pools: it is shared` : owner],
      ...(firstActivatedAt === 0 ? [] : [['activated', describeDate(firstActivatedAt)] as const]),
      ...(activatedAt === firstActivatedAt ? [] : [['new keys or operator', describeDate(activatedAt)] as const]),
      principalPaid === 0n ? ['stake', describeTokens(principal)] : ['principal paid', describeTokens(principalPaid)],
      ['rewards paid', describeTokens(rewardsPaid)],
      ['earned, not paid yet', describeTokens(accrued)],
    ]),
    renderSteps(node.steps, 'Nothing is left to be done.'),
  ]
}
