import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import type { FollowUp } from '../network/followUp.ts'
import type { NodeView } from './readNodeView.ts'

/** Something that can be done with a node or a pool. */
export type Step = {
  readonly who: string
  readonly what: string
  /** The command that does it, if its time has come. */
  readonly command?: FollowUp
}

/** A follow-up by which any account sends something about a node. */
export const nodeCommand = (command: string, nodeId: number): FollowUp => ({
  words: ['node', command, String(nodeId)],
  needs: ['rpc', 'registry', 'account'],
})

/** The activation in words. A pause is named, since it is why a node waits. */
const activation = ({ activatableAt, pausedUntil }: NodeView, now: number): string =>
  pausedUntil > activatableAt
    ? `activate, from ${describeMoment(pausedUntil, now)}: activations are paused until then`
    : `activate, from ${describeMoment(activatableAt, now)}`

/** The exit in words. A late exit of an Active node pays its sender. */
const exit = ({ status, exitDueAt, exitTip, exitTipFrom }: NodeView, now: number): string => {
  if (exitTip > 0n) return `exit this node, and earn ${describeTokens(exitTip)}: it is late`
  const due = `exit, from ${describeMoment(exitDueAt, now)}`
  return status === 'Active' ? `${due}; from ${describeMoment(exitTipFrom, now)} the sender earns a part` : due
}

/** Steps of a node, in the order of its life. `now`: unix seconds. */
export const nodeSteps = (node: NodeView, now: number): Step[] => {
  const { nodeId, status, principalPaid, activatableAt, exitDueAt, resumableAt, accrued, pendingOperator } = node
  /** A step of anyone, and its command once the time has come. */
  const step = (command: string, time: number, what: string): Step => ({
    ...{ who: 'anyone', what },
    ...(now >= time ? { command: nodeCommand(command, nodeId) } : {}),
  })
  const steps: Step[] = []
  if (status === 'Pending') {
    steps.push(step('activate', Math.max(activatableAt, node.pausedUntil), activation(node, now)))
  }
  if (pendingOperator !== null && status !== 'Removed')
    steps.push({ who: pendingOperator, what: 'accept the operation of the node' })
  if (status === 'Suspended') {
    steps.push({ who: 'operator', what: `resume in the registry, from ${describeMoment(resumableAt, now)}` })
  }
  if (exitDueAt !== 0 && principalPaid === 0n) {
    steps.push(step('exit', exitDueAt, exit(node, now)))
  }
  if (accrued > 0n) steps.push(step('claim', 0, 'claim: the rewards go to the owner'))
  return steps
}
