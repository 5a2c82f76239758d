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

/** Steps of a node, in the order of its life. `now`: unix seconds. */
export const nodeSteps = (node: NodeView, now: number): Step[] => {
  const { nodeId, status, principalPaid, activatableAt, exitDueAt, resumableAt, accrued } = node
  /** A step of anyone, and its command once the time has come. */
  const step = (command: string, time: number, what: string): Step => ({
    ...{ who: 'anyone', what },
    ...(now >= time ? { command: nodeCommand(command, nodeId) } : {}),
  })
  const steps: Step[] = []
  if (status === 'Pending') {
    steps.push(step('activate', activatableAt, `activate, from ${describeMoment(activatableAt, now)}`))
  }
  if (status === 'Suspended') {
    steps.push({ who: 'operator', what: `resume in the registry, from ${describeMoment(resumableAt, now)}` })
  }
  if (exitDueAt !== 0 && principalPaid === 0n) {
    steps.push(step('exit', exitDueAt, `exit, from ${describeMoment(exitDueAt, now)}`))
  }
  if (accrued > 0n) steps.push(step('claim', 0, 'claim: the rewards go to the owner'))
  return steps
}
