import { describe, expect, it } from 'vitest'
import type { Round } from '../../../../cli/lib/beacon/readRound.ts'
import { nameTask, planTasks } from '../../../../cli/lib/keeper/planTask.ts'

const NOW = 1_000

const round = (number: number, time: number, isPublished: boolean): Round => ({
  ...{ number, time, isPublished },
  source: `0x${'12'.repeat(20)}`,
})

const node = (nodeId: number, ticket: number, activatableAt: number) => ({ nodeId, ticket, activatableAt })

const plan = (nodes: readonly ReturnType<typeof node>[], rounds: readonly Round[]): string[] =>
  planTasks(nodes, new Map(rounds.map((each) => [each.number, each])), NOW).map(nameTask)

describe('planTasks', () => {
  it('publishes each due round once, the oldest first, before it activates', () => {
    const nodes = [node(1, 9, NOW), node(2, 8, NOW), node(3, 8, NOW), node(4, 7, NOW)]
    const rounds = [round(9, NOW, false), round(8, NOW - 1, false), round(7, NOW - 2, true)]
    expect(plan(nodes, rounds)).toEqual(['publish round 8', 'publish round 9', 'activate node 4'])
  })

  it('leaves out rounds and activations when their time has not come', () => {
    const nodes = [node(1, 9, NOW + 1), node(2, 8, NOW + 1), node(3, 7, NOW)]
    expect(plan(nodes, [round(9, NOW + 1, false), round(8, NOW, true)])).toEqual([])
  })
})
