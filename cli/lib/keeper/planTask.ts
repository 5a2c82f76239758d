import type { Round } from '../beacon/readRound.ts'
import type { WaitingNode } from './waitingNodes.ts'

/** One transaction of a keeper. */
export type Task =
  | { readonly kind: 'publish'; readonly round: Round; readonly nodeId: number }
  | { readonly kind: 'activate'; readonly node: WaitingNode }

/** Name of a task in logs. Equal tasks have equal names. */
export const nameTask = (task: Task): string =>
  task.kind === 'publish' ? `publish round ${task.round.number}` : `activate node ${task.node.nodeId}`

/**
 * Returns what is due, in the order in which it should be sent: rounds, the oldest first, then activations.
 *
 * @param roundOf the round of each ticket of the nodes
 * @param now time of the newest block, unix seconds
 */
export const planTasks = (
  nodes: readonly WaitingNode[],
  roundOf: ReadonlyMap<number, Round>,
  now: number,
): readonly Task[] => {
  const publications = new Map<Round, Task>()
  const activations: Task[] = []
  for (const node of nodes) {
    const round = roundOf.get(node.ticket)
    if (round === undefined) continue
    if (!round.isPublished && round.time <= now) {
      publications.set(round, { kind: 'publish', round, nodeId: node.nodeId })
    }
    if (round.isPublished && node.activatableAt <= now) activations.push({ kind: 'activate', node })
  }
  const oldestFirst = [...publications].sort(([a], [b]) => a.time - b.time)
  return [...oldestFirst.map(([, task]) => task), ...activations]
}
