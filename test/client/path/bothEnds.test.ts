import { describe, expect, it, vi } from 'vitest'
import { intervalOf } from '../../../bench/attackSeed/probability.ts'
import { readRealNetwork } from '../../../tools/paths/network.ts'
import { createUser, listOn } from '../../../tools/paths/user.ts'

vi.mock(import('../../../client/path/x25519KeyOf.ts'), async (load) =>
  (await import('../../../tools/paths/rememberKeys.ts')).rememberKeys(await load()),
)

const SEED = 'both ends 1'
const NODES = 400
const REBUILDS = 100
const BAD_SHARE = 0.1

/**
 * The real network with another operator and /16 for each node, so that the rules leave nearly every node. A user who loses
 * the storage each time has a new first hop each time.
 */
const network = readRealNetwork()
  .filter(({ ip }, i, all) => all.findIndex((other) => other.ip === ip) === i)
  .slice(0, NODES)
  .map((record, i) => ({ ...record, activatedAt: 0, ip: `${40 + (i >> 8)}.${i & 255}.0.1` }))

const isBad = (nodeId: number): boolean => network.findIndex((record) => record.nodeId === nodeId) % 10 === 0

describe(`users with both ends bad after ${REBUILDS} rebuilds, 10 % of nodes bad (seed "${SEED}")`, () => {
  it('buildPath exposes 10 % of users when guards are kept', async () => {
    const users = 300
    let hit = 0
    for (let i = 0; i < users; i++) {
      const user = createUser(`${SEED}, user ${i}`)
      await user.builder.update(listOn(0, network))
      let both = false
      for (let path = 0; path < REBUILDS && !both; path++) {
        const [guard, , last] = (await user.builder.buildPath()).hops
        both = isBad(guard.nodeId) && isBad(last.nodeId)
      }
      if (both) hit++
    }
    const [low, high] = intervalOf(hit, users)
    const exact = BAD_SHARE * (1 - (1 - 39 / 399) ** REBUILDS)
    process.stdout.write(`with guards: ${((100 * hit) / users).toFixed(1)} %, exactly ${(100 * exact).toFixed(1)} %\n`)
    expect(low).toBeLessThan(exact)
    expect(high).toBeGreaterThan(exact)
  }, 600_000)

  it('buildPath exposes some 60 % of users when guards are lost at each path', async () => {
    const users = 40
    let hit = 0
    for (let i = 0; i < users; i++) {
      let both = false
      for (let path = 0; path < REBUILDS && !both; path++) {
        const user = createUser(`${SEED}, user ${i}, path ${path}`)
        await user.builder.update(listOn(0, network))
        const [guard, , last] = (await user.builder.buildPath()).hops
        both = isBad(guard.nodeId) && isBad(last.nodeId)
      }
      if (both) hit++
    }
    const [low, high] = intervalOf(hit, users)
    // Independent ends would give 63.4 %. A bad guard leaves 39 bad nodes of 399 for the other end.
    const exact = 1 - (1 - (BAD_SHARE * 39) / 399) ** REBUILDS
    process.stdout.write(`without: ${((100 * hit) / users).toFixed(1)} %, exactly ${(100 * exact).toFixed(1)} %\n`)
    expect(low).toBeLessThan(exact)
    expect(high).toBeGreaterThan(exact)
  }, 600_000)
})
