import { describe, expect, it, vi } from 'vitest'
import type { PathFailure } from '../../../client/path/pathBuilder.ts'
import type { ServiceNodeRecord } from '../../../shared/list/record.ts'
import { BUCKETS } from '../../../shared/swarm/bucket.ts'
import { scoreOf } from '../../../shared/swarm/score.ts'
import { createSwarmOf } from '../../../shared/swarm/swarmOf.ts'
import { violationsOf } from '../../../tools/paths/checkPath.ts'
import { exactHops } from '../../../tools/paths/exactHops.ts'
import { ANCHOR_TIMESTAMP, readRealNetwork } from '../../../tools/paths/network.ts'
import { createUser, guardOf, guardsIn, listOn, type User } from '../../../tools/paths/user.ts'

vi.mock(import('../../../client/path/x25519KeyOf.ts'), async (load) =>
  (await import('../../../tools/paths/rememberKeys.ts')).rememberKeys(await load()),
)

const HOUR_MS = 3_600_000

const network = readRealNetwork().slice(0, 60)

const anchored = (records: readonly ServiceNodeRecord[]) => ({ records, anchorTimestamp: ANCHOR_TIMESTAMP })
const noExclusion = { nodeIds: [], operators: [] }

/** Returns the middle and last hops of several paths. */
async function hopsSeen({ builder }: User, paths: number): Promise<Set<number>> {
  const seen = new Set<number>()
  for (let i = 0; i < paths; i++) for (const { nodeId } of (await builder.buildPath()).hops.slice(1)) seen.add(nodeId)
  return seen
}

describe('trap 40: plain-text errors make the client drop honest nodes', () => {
  it('reportFailure removes no node from paths after 10,000 unanswered paths', async () => {
    const user = createUser('trap 40')
    const { added } = await user.builder.update(listOn(0, network))
    for (let i = 0; i < 10_000; i++) {
      user.builder.reportFailure(await user.builder.buildPath(), { kind: 'unanswered' })
      user.clock.now += 100
    }
    // Each node that may follow on the guard by the rules does. The three guards themselves may rest.
    const guard = await guardOf(user)
    const primary = added.slice(0, 3)
    const usable = ({ nodeId }: { nodeId: number }) => nodeId === guard || !primary.includes(nodeId)
    const { middle, last } = exactHops({ ...anchored(network), level: 0, usable }, guard - 1)
    const possible = network.filter((_, i) => (middle[i] ?? 0) + (last[i] ?? 0) > 0).map(({ nodeId }) => nodeId)
    expect(possible.length).toBeGreaterThan(50)
    const seen = await hopsSeen(user, 2_000)
    expect(possible.filter((nodeId) => !seen.has(nodeId))).toEqual([])
  })

  it('reportFailure counts unanswered paths against their guard, for at most an hour, and adds no guard', async () => {
    const user = createUser('trap 40')
    const { added } = await user.builder.update(listOn(0, network))
    const primary = added.slice(0, 3)
    const used = new Set<number>()
    for (let i = 0; i < 200; i++) {
      const path = await user.builder.buildPath()
      used.add(path.hops[0].nodeId)
      user.builder.reportFailure(path, { kind: 'unanswered' })
    }
    expect(used).toEqual(new Set(primary))
    expect(new Set(guardsIn(user.storage))).toEqual(new Set(added))
    user.clock.now += HOUR_MS
    expect(await guardOf(user)).toBe(primary[0])
  })

  it('reportFailure keeps a node out for at most an hour, for any kind of failure', async () => {
    const user = createUser('trap 40')
    await user.builder.update(listOn(0, network))
    const before = await hopsSeen(user, 2_000)
    const kinds: PathFailure[] = [
      { kind: 'unreachable' },
      ...(['guard', 'middle', 'last'] as const).map((hop) => ({ kind: 'refused' as const, hop })),
    ]
    const first = await guardOf(user)
    for (let i = 0; i < 5_000; i++)
      user.builder.reportFailure(await user.builder.buildPath(), kinds[i % kinds.length] as PathFailure)
    // If all nodes rest there is still a path, and its explanation says so.
    expect((await user.builder.buildPath()).explanation.failuresIgnored).toBe(true)
    user.clock.now += HOUR_MS
    expect(await guardOf(user)).toBe(first)
    expect(await hopsSeen(user, 2_000)).toEqual(before)
  })

  it('reportFailure makes only the refusing hop rest', async () => {
    const user = createUser('trap 40')
    await user.builder.update(listOn(0, network))
    const path = await user.builder.buildPath()
    const [guard, , last] = path.hops
    user.builder.reportFailure(path, { kind: 'refused', hop: 'last' })
    expect(await hopsSeen(user, 2_000)).not.toContain(last.nodeId)
    expect(await guardOf(user)).toBe(guard.nodeId)
    user.builder.reportSuccess(path)
    expect(await hopsSeen(user, 2_000)).toContain(last.nodeId)
  })
})

describe('trap 41: the subnet rule applied to some hops', () => {
  it.each<[kind: string, ipOf: (subnet: number, i: number) => string]>([
    ['an IPv4 /16', (subnet, i) => `45.${subnet}.${i}.1`],
    ['an IPv6 /32', (subnet, i) => `2a0${subnet}:1:${i}::1`],
    ['an IPv6 /32 written with zeros', (subnet, i) => `2a01:${subnet}:0:${i}::1`],
  ])('buildPath never puts two hops into %s, in 3,000 paths over four subnets', async (_kind, ipOf) => {
    const records = network.slice(0, 40).map((record, i) => ({ ...record, activatedAt: 0, ip: ipOf(i % 4, i) }))
    const subnetOf = (nodeId: number): number => (nodeId - 1) % 4
    const pairs = [0, 0, 0]
    for (let user = 0; user < 30; user++) {
      const { builder } = createUser(`trap 41, user ${user}`)
      await builder.update(listOn(0, records))
      for (let i = 0; i < 100; i++) {
        const [guard, middle, last] = (await builder.buildPath()).hops.map(({ nodeId }) => subnetOf(nodeId))
        for (const [at, shared] of [guard === middle, middle === last, guard === last].entries())
          if (shared) pairs[at] = (pairs[at] as number) + 1
      }
    }
    expect(pairs).toEqual([0, 0, 0])
  })
})

describe('trap 42: every path rebuilt with a new first hop', () => {
  it('buildPath uses one guard for 1,000 paths with restarts and new lists in between', async () => {
    let user = createUser('trap 42')
    const guards = new Set<number>()
    for (let list = 0; list < 20; list++) {
      await user.builder.update(listOn(list, network))
      for (let i = 0; i < 50; i++) guards.add(await guardOf(user))
      user = createUser(`trap 42, start ${list}`, user.storage)
    }
    expect(guards.size).toBe(1)
  })

  it('buildPath uses at most three guards when guards keep failing', async () => {
    const user = createUser('trap 42')
    const { added } = await user.builder.update(listOn(0, network))
    const guards = new Set<number>()
    for (let i = 0; i < 1_000; i++) {
      const path = await user.builder.buildPath()
      guards.add(path.hops[0].nodeId)
      user.builder.reportFailure(path, { kind: 'unreachable' })
      user.clock.now += 30_000
    }
    expect([...guards].sort()).toEqual(added.slice(0, 3).sort())
  })
})

describe('trap 43: private addresses in the list break path building', () => {
  it('buildPath keeps all rules when the list holds private addresses', async () => {
    const odd = [
      '10.0.0.1',
      '127.0.0.1',
      '192.168.1.1',
      '169.254.1.1',
      '0.0.0.0',
      '255.255.255.255',
      '::',
      '::1',
      'fe80::1',
      'fc00::1',
    ]
    const records = network.map((record, i) => ({ ...record, ip: odd[i] ?? record.ip }))
    const user = createUser('trap 43')
    await user.builder.update(listOn(0, records))
    const seen = new Set<number>()
    for (let i = 0; i < 2_000; i++) {
      const path = await user.builder.buildPath()
      expect(violationsOf(path, anchored(records), noExclusion)).toEqual([])
      for (const { nodeId } of path.hops) seen.add(nodeId)
    }
    // Such nodes are hops like any others. An unreachable guard rests.
    expect(odd.filter((_, i) => seen.has(i + 1)).length).toBe(odd.length)
  })
})

describe("trap 46: nodes registered to push a victim's nodes out of swarms and paths", () => {
  const victim = network[0] as ServiceNodeRecord
  const honest = network.map((record, i) => (i < 4 ? { ...record, operator: victim.operator } : record))
  const victims = new Set([1, 2, 3, 4])
  /** Forty nodes of the attacker. The registry lists none in the victim's name without the victim's signature. */
  const attackers = readRealNetwork()
    .slice(1_000, 1_040)
    .map((record) => ({ ...record, operator: '0x00000000000000000000000000000000000000ee' as const, activatedAt: 0 }))

  it("buildPath keeps each of the victim's nodes as a possible hop", () => {
    const possible = (records: readonly ServiceNodeRecord[]) => {
      const { middle, last } = exactHops({ ...anchored(records), level: 0 })
      return records.flatMap(({ nodeId }, i) =>
        victims.has(nodeId) && (middle[i] ?? 0) > 0 && (last[i] ?? 0) > 0 ? [nodeId] : [],
      )
    }
    expect(possible(honest)).toEqual([1, 2, 3, 4])
    expect(possible([...honest, ...attackers])).toEqual([1, 2, 3, 4])
  })

  it('createSwarmOf puts at most one attacker into a swarm, and only by a higher score', () => {
    const before = createSwarmOf(honest)
    const after = createSwarmOf([...honest, ...attackers])
    let replaced = 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const swarm = after(bucket)
      const placed = swarm.filter((node) => attackers.includes(node as never))
      expect(placed.length).toBeLessThanOrEqual(1)
      const lost = before(bucket).filter((node) => !swarm.includes(node))
      expect(lost.length).toBeLessThanOrEqual(placed.length)
      for (const node of lost) {
        replaced++
        expect(scoreOf((placed[0] as ServiceNodeRecord).seed, bucket)).toBeGreaterThan(scoreOf(node.seed, bucket))
      }
    }
    expect(replaced).toBeGreaterThan(1_000)
  })
})
