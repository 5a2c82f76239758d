import { describe, expect, it } from 'vitest'
import { ClientBusyError, ClientConfigError } from '../../../client/errors.ts'
import { createPathBuilder } from '../../../client/path/createPathBuilder.ts'
import {
  GuardStorageError,
  ListTooOldForGuardsError,
  PathListMissingError,
  PathListOlderError,
} from '../../../client/path/errors.ts'
import type { Guard } from '../../../client/path/guardStore.ts'
import type { ServiceNodeRecord } from '../../../shared/list/record.ts'
import { readRealNetwork } from '../../../tools/paths/network.ts'
import { REGISTRY } from '../../../tools/paths/runPaths.ts'
import { createUser, DAY, guardOf, guardsIn, listOn } from '../../../tools/paths/user.ts'
import { memoryStorage } from '../../../tools/support/memoryStorage.ts'

/** Enough of the real network for every rule, few enough to be quick. */
const network = readRealNetwork().slice(0, 120)
const without = (...nodeIds: readonly number[]) => network.filter(({ nodeId }) => !nodeIds.includes(nodeId))
const documentOf = (guards: readonly Guard[]) =>
  JSON.stringify({ version: 1, chainId: '1', registry: REGISTRY, guards })

describe('createPathBuilder and its guards', () => {
  it('update draws twenty guards at the first list, and the first one begins every path', async () => {
    const user = createUser('guards')
    const changes = await user.builder.update(listOn(0, network))
    expect(changes).toMatchObject({ first: true, expired: [], absent: [] })
    expect(changes.added).toHaveLength(20)
    expect(guardsIn(user.storage)).toEqual(changes.added)
    for (let i = 0; i < 20; i++) expect(await guardOf(user)).toBe(changes.added[0])
  })

  it('buildPath begins with the third guard when the first two are excluded', async () => {
    const user = createUser('guards')
    const { added } = await user.builder.update(listOn(0, network))
    const [first = 0, second = 0, third = 0] = added
    const path = await user.builder.buildPath({ exclude: { nodeIds: [first, second] } })
    expect(path.hops[0].nodeId).toBe(third)
    expect(path.explanation).toEqual({
      ...{ relaxed: [], held: ['guardAge', 'wideSubnet', 'subnet', 'operator'], guardRank: 0, failuresIgnored: false },
    })
    expect(guardsIn(user.storage)).toEqual([third, ...added.filter((nodeId) => nodeId !== third)])
  })

  it('update keeps the guards over a restart when the storage holds their document', async () => {
    const before = createUser('before')
    const { added } = await before.builder.update(listOn(0, network))
    const guards = JSON.parse(before.storage.text ?? '').guards as Guard[]
    expect(before.storage.text).toBe(documentOf(guards))
    expect(guards.map(({ used }) => used)).toEqual(guards.map(() => false))
    const after = createUser('after', before.storage)
    expect(await after.builder.update(listOn(1, network))).toEqual({ first: false, added: [], expired: [], absent: [] })
    expect(await guardOf(after)).toBe(added[0])
  })

  it('update ends a guard 60 to 120 days after its first path, so that few are ever used', async () => {
    const user = createUser('lifetimes')
    const begun = new Map<number, number>()
    const lives: { used: boolean; days: number }[] = []
    const used = new Set<number>()
    for (let day = 0; day <= 1_500; day++) {
      const { added, expired, absent } = await user.builder.update(listOn(day, network))
      expect(absent).toEqual([])
      for (const nodeId of expired)
        lives.push({ used: used.delete(nodeId), days: day - (begun.get(nodeId) ?? Number.NaN) })
      for (const nodeId of added) begun.set(nodeId, day)
      expect(guardsIn(user.storage)).toHaveLength(20)
      const guard = await guardOf(user)
      if (!used.has(guard)) begun.set(guard, day)
      used.add(guard)
    }
    const daysOf = (which: boolean) => lives.filter((life) => life.used === which).map(({ days }) => days)
    const meanOf = (days: readonly number[]) => days.reduce((sum, day) => sum + day, 0) / days.length
    for (const [which, days] of [
      ['used', daysOf(true)],
      ['unused', daysOf(false)],
    ] as const) {
      process.stdout.write(
        `in 1,500 days ${days.length} guards ${which}, for ${Math.min(...days)} to ${Math.max(...days)} days, ${meanOf(days).toFixed(1)} on average\n`,
      )
      // Lists come once a day, and a lifetime ends at the first list after it.
      expect(Math.min(...days)).toBeGreaterThanOrEqual(60)
      expect(Math.max(...days)).toBeLessThanOrEqual(121)
    }
    expect(meanOf(daysOf(false))).toBeGreaterThan(86)
    expect(meanOf(daysOf(false))).toBeLessThan(95)
    // One guard is used after the other, never two at a time.
    expect(daysOf(true).length).toBeLessThanOrEqual(1_500 / 60)
    expect(daysOf(true).length).toBeGreaterThanOrEqual(1_500 / 121 - 1)
  }, 300_000)

  it('buildPath moves a guard before all unused ones when a path begins with it', async () => {
    const user = createUser('used')
    const [first = 0, second = 0, third = 0] = (await user.builder.update(listOn(0, network))).added
    await guardOf(user)
    expect(await guardOf(user, [first, second])).toBe(third)
    expect(guardsIn(user.storage).slice(0, 3)).toEqual([first, third, second])
    expect(await guardOf(user, [first])).toBe(third)
    const writes = user.storage.writes
    expect(await guardOf(user)).toBe(first)
    expect(user.storage.writes).toBe(writes)
  })

  it('update keeps a guard over an absence of 19 days and drops it after 20', async () => {
    const user = createUser('absence')
    const { added } = await user.builder.update(listOn(0, network))
    const first = added[0] as number
    expect(await guardOf(user)).toBe(first)
    await user.builder.update(listOn(1, without(first)))
    expect(await guardOf(user)).toBe(added[1])
    expect((await user.builder.update(listOn(20, without(first)))).absent).toEqual([])
    await user.builder.update(listOn(20.5, network))
    expect(await guardOf(user)).toBe(first)
    await user.builder.update(listOn(21, without(first)))
    expect((await user.builder.update(listOn(40.9, without(first)))).absent).toEqual([])
    expect((await user.builder.update(listOn(41, without(first)))).absent).toEqual([first])
    await user.builder.update(listOn(42, network))
    expect(await guardOf(user)).not.toBe(first)
  })

  it('update draws no guard younger than 8 days, and such nodes may be other hops', async () => {
    const young = network.map(
      (record, i): ServiceNodeRecord => ({
        ...record,
        activatedAt: Number(listOn(0, []).anchor.timestamp) - 8 * DAY + (i % 2),
      }),
    )
    const oldEnough = new Set(young.filter((_, i) => i % 2 === 0).map(({ nodeId }) => nodeId))
    const user = createUser('young')
    const { added } = await user.builder.update(listOn(0, young))
    expect(added.filter((nodeId) => !oldEnough.has(nodeId))).toEqual([])
    const others = new Set<number>()
    for (let i = 0; i < 500; i++)
      for (const hop of (await user.builder.buildPath()).hops.slice(1)) others.add(hop.nodeId)
    expect([...others].filter((nodeId) => !oldEnough.has(nodeId)).length).toBeGreaterThan(40)
  })

  it('update draws no guards from a list over 24 hours old, and buildPath throws without guards', async () => {
    const user = createUser('stale')
    expect((await user.builder.update(listOn(0, network, DAY + 1))).added).toEqual([])
    await expect(user.builder.buildPath()).rejects.toThrow(ListTooOldForGuardsError)
    await expect(user.builder.buildPath()).rejects.toThrow(
      'the list is 86401 s old; new guards are chosen up to 86400 s',
    )
    expect((await user.builder.update(listOn(0, network, DAY))).added).toHaveLength(20)
  })

  it('buildPath uses existing guards when the list is old', async () => {
    const user = createUser('stale')
    const { added } = await user.builder.update(listOn(0, network))
    expect((await user.builder.update(listOn(1, without(added[0] as number), 3 * DAY))).added).toEqual([])
    expect(await guardOf(user)).toBe(added[1])
  })

  it('buildPath draws no new guard when its list has grown over 24 hours old', async () => {
    const user = createUser('waiting')
    const { added } = await user.builder.update(listOn(0, network))
    user.clock.now += 24 * 3_600_000
    await expect(user.builder.buildPath({ exclude: { nodeIds: added } })).rejects.toThrow(ListTooOldForGuardsError)
    user.clock.now -= 24 * 3_600_000
    const path = await user.builder.buildPath({ exclude: { nodeIds: added } })
    expect(added).not.toContain(path.hops[0].nodeId)
    // Three more are stored, so the same exclusion gives the same guard again.
    expect(guardsIn(user.storage)).toHaveLength(23)
    expect(await guardOf(user, added)).toBe(path.hops[0].nodeId)
  })

  it('update keeps at most sixty guards and removes those absent longest first', async () => {
    const user = createUser('churn')
    const seen: number[] = []
    for (let round = 0; round < 5; round++) {
      // Each list lacks all guards so far: the worst that lists can do to a client in two days.
      const { added, absent } = await user.builder.update(listOn(round / 2, without(...seen)))
      expect(added).toHaveLength(20)
      expect(absent).toEqual(round < 3 ? [] : seen.slice(20 * (round - 3), 20 * (round - 2)))
      expect(guardsIn(user.storage)).toHaveLength(Math.min(20 * (round + 1), 60))
      seen.push(...added)
    }
  })

  it('update bounds the lifetime of a guard when its document says more', async () => {
    const storage = memoryStorage(documentOf([{ nodeId: 5, used: true, expiresAt: 2 ** 40, absentSince: null }]))
    const user = createUser('for ever', storage)
    expect((await user.builder.update(listOn(0, network))).added).toHaveLength(19)
    expect((await user.builder.update(listOn(119, network))).expired).not.toContain(5)
    expect((await user.builder.update(listOn(300, network))).expired).toContain(5)
  })
})

describe('createGuardStore', () => {
  const good = { nodeId: 1, used: false, expiresAt: 1_780_000_000, absentSince: null }

  it.each<[what: string, text: string, says: string]>([
    ['not JSON', '{"version":1', 'is not JSON'],
    ['a text', '"guards"', 'version undefined'],
    ['of a later version', '{"version":2}', 'version 2, not 1'],
    ['for another chain', documentOf([good]).replace('"1"', '"10"'), 'another chain or registry'],
    ['for another registry', documentOf([good]).replace('aa"', 'ab"'), 'another chain or registry'],
    ['without guards', documentOf([]).replace('[]', '{}'), 'no list of at most 60 guards'],
    ['of 61 guards', documentOf(Array.from({ length: 61 }, (_, nodeId) => ({ ...good, nodeId }))), 'at most 60'],
    ['with a guard twice', documentOf([good, good]), 'a guard twice'],
    ['with an id too large', documentOf([{ ...good, nodeId: 2 ** 32 }]), 'malformed'],
    ['with half a second', documentOf([{ ...good, expiresAt: 0.5 }]), 'malformed'],
    ['with a number for a boolean', documentOf([good]).replace('false', '0'), 'malformed'],
    ['with a text for a time', documentOf([good]).replace('null', '"0"'), 'malformed'],
    ['with a field missing', documentOf([good]).replace(',"absentSince":null', ''), 'malformed'],
    ['with null for a guard', documentOf([good]).replace(/\{"nodeId.*?\}/, 'null'), 'malformed'],
    ['too long', ' '.repeat(16_385), 'at most 16384 characters'],
  ])('update refuses a document that is %s, leaves it unchanged and draws no guards', async (_what, text, says) => {
    const user = createUser('damaged', memoryStorage(text))
    const update = user.builder.update(listOn(0, network))
    await expect(update).rejects.toThrow(GuardStorageError)
    await expect(update).rejects.toThrow(says)
    await expect(user.builder.buildPath()).rejects.toThrow(PathListMissingError)
    expect(user.storage).toMatchObject({ text, writes: 0 })
  })

  it('buildPath uses no guard that could not be stored', async () => {
    const user = createUser('full disk')
    const { set } = user.storage
    user.storage.set = () => {
      throw new Error('disk full')
    }
    await expect(user.builder.update(listOn(0, network))).rejects.toThrow('it could not be written')
    await expect(user.builder.buildPath()).rejects.toThrow(PathListMissingError)
    user.storage.set = set
    // The guards drawn before are kept, not drawn again.
    expect((await user.builder.update(listOn(0, network))).added).toEqual([])
    const stored = guardsIn(user.storage)
    expect(stored).toHaveLength(20)
    user.storage.set = () => Promise.reject(new Error('disk full'))
    await expect(user.builder.buildPath({ exclude: { nodeIds: stored } })).rejects.toThrow(GuardStorageError)
    await expect(user.builder.buildPath({ exclude: { nodeIds: stored } })).rejects.toThrow(GuardStorageError)
    user.storage.set = set
    expect(guardsIn(user.storage).slice(20)).toEqual([])
    expect(await guardOf(user, stored)).toBe(guardsIn(user.storage)[0])
  })

  it('update throws when the storage cannot be read', async () => {
    const user = createUser('locked')
    user.storage.get = () => {
      throw new Error('locked')
    }
    await expect(user.builder.update(listOn(0, network))).rejects.toThrow('it could not be read')
  })

  it('update keeps the guards when the storage of a running client was cleared', async () => {
    const user = createUser('cleared')
    const { added } = await user.builder.update(listOn(0, network))
    user.storage.text = null
    expect((await user.builder.update(listOn(1, network))).added).toEqual([])
    expect(guardsIn(user.storage)).toEqual(added)
  })

  it('update and buildPath draw guards once for simultaneous calls', async () => {
    const user = createUser('at once')
    const lists = Array.from({ length: 10 }, () => user.builder.update(listOn(0, network)))
    const added = (await Promise.all(lists)).flatMap((changes) => changes.added)
    expect(added).toHaveLength(20)
    const guards = await Promise.all(Array.from({ length: 10 }, () => guardOf(user, added)))
    expect(new Set(guards).size).toBe(1)
    expect(guardsIn(user.storage)).toHaveLength(23)
  })
})

describe('createPathBuilder with a hanging storage', () => {
  it('update lets 256 calls wait and refuses the next one when the storage hangs', async () => {
    const user = createUser('hangs')
    let answer = (_text: string | null): void => {}
    user.storage.get = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const waiting = Array.from({ length: 256 }, () => user.builder.update(listOn(0, network.slice(0, 3))))
    await expect(user.builder.update(listOn(0, network))).rejects.toThrow(ClientBusyError)
    user.storage.get = () => null
    await Promise.resolve()
    answer(null)
    await Promise.all(waiting)
    expect((await user.builder.update(listOn(0, network))).added).toHaveLength(17)
  })
})

describe('createPathBuilder', () => {
  const args = { chainId: 1n, registry: REGISTRY, storage: memoryStorage() } as const

  it.each([
    ['chainId', { ...args, chainId: 1 as never }],
    ['chainId', { ...args, chainId: -1n }],
    ['registry', { ...args, registry: '0x12' as const }],
  ])('createPathBuilder throws when %s is invalid', (name, wrong) => {
    expect(() => createPathBuilder(wrong)).toThrow(ClientConfigError)
    expect(() => createPathBuilder(wrong)).toThrow(name)
  })
})

describe('createPathBuilder and its list', () => {
  it('buildPath throws PathListMissingError before the first update', async () => {
    await expect(createUser('none').builder.buildPath()).rejects.toThrow(PathListMissingError)
  })

  it('update refuses an older list', async () => {
    const user = createUser('older')
    await user.builder.update(listOn(1, network))
    await expect(user.builder.update(listOn(0, network))).rejects.toThrow(PathListOlderError)
    expect((await user.builder.buildPath()).epoch).toBe(listOn(1, []).epoch)
  })
})
