import { describe, expect, it, vi } from 'vitest'
import type { OnionHop } from '../../../client/path/onionPath.ts'
import { levelOf, rulesHeld, violationsOf } from '../../../tools/paths/checkPath.ts'
import { ANCHOR_TIMESTAMP, readRealNetwork } from '../../../tools/paths/network.ts'
import { runPaths } from '../../../tools/paths/runPaths.ts'

vi.mock(import('../../../client/path/x25519KeyOf.ts'), async (load) =>
  (await import('../../../tools/paths/rememberKeys.ts')).rememberKeys(await load()),
)

const SEED = 'rules 1'

/** Uses more than half as many lists as `npm run campaign -- paths` in 100,000 paths, with fewer paths from each. */
const PATHS = 20_000
const PATHS_PER_LIST = 80

/** A hang guard: each path is checked a second time. */
const HANG_MS = 1_200_000

const [a, b, c] = readRealNetwork().slice(0, 3) as [never, never, never]
const like = <T extends object>(record: T, changes: Partial<Record<keyof T, unknown>>): T => ({ ...record, ...changes })

describe('checkPath, written apart from the client', () => {
  const triple = (changes: readonly object[]) =>
    [a, b, c].map((record, i) => like(record, { activatedAt: 0, ip: `45.${i}.0.1`, ...changes[i] })) as [
      never,
      never,
      never,
    ]

  it.each<[what: string, changes: object[], level: number]>([
    ['no relaxed rule', [], 0],
    ['a guard of 8 days', [{ activatedAt: ANCHOR_TIMESTAMP - 691_200 }], 0],
    ['a guard of 8 days less a second', [{ activatedAt: ANCHOR_TIMESTAMP - 691_199 }], 1],
    ['a middle hop of a day', [{}, { activatedAt: ANCHOR_TIMESTAMP - 86_400 }], 0],
    ['guard and last in one /16', [{ ip: '45.9.1.1' }, {}, { ip: '45.9.2.1' }], 2],
    ['middle and last in one /24', [{}, { ip: '45.9.1.1' }, { ip: '45.9.1.2' }], 3],
    ['guard and middle in one /32', [{ ip: '2a00:1::1' }, { ip: '2a00:0001:2::' }], 2],
    ['guard and middle in one /48', [{ ip: '2a00:1::1' }, { ip: '2a00:1:0:7::' }], 3],
    ['guard and last of one operator', [{ operator: '0x01' }, {}, { operator: '0x01' }], 4],
  ])('levelOf finds %s', (_what, changes, level) => {
    expect(levelOf(triple(changes), ANCHOR_TIMESTAMP)).toBe(level)
  })

  it('violationsOf finds a broken rule, a wrong explanation and a field that differs from the list', () => {
    const records = readRealNetwork()
      .slice(0, 3)
      .map((record, i) => like(record, { activatedAt: 0, ip: `45.9.${i}.1` }))
    const hops = records.map(({ nodeId, operator, ip, rpcPort, quicPort, ed25519Key }) => ({
      ...{ nodeId, operator, ip, rpcPort, quicPort, ed25519Key, x25519Key: `0x${'11'.repeat(32)}` },
    })) as unknown as [OnionHop, OnionHop, OnionHop]
    const explanation = {
      relaxed: [],
      held: ['guardAge', 'subnet', 'operator'],
      guardRank: 0,
      failuresIgnored: false,
    } as const
    const wrongWith = (changes: object, nodeIds: number[] = []) =>
      violationsOf(
        { hops, epoch: 1n, explanation, ...changes },
        { records, anchorTimestamp: ANCHOR_TIMESTAMP },
        { nodeIds, operators: [] },
      )
    expect(wrongWith({})).toEqual(['wideSubnet is broken'])
    expect(wrongWith({ explanation: { ...explanation, relaxed: ['guardAge', 'wideSubnet'] } })).toEqual([])
    expect(wrongWith({ explanation: { ...explanation, held: [] } })[0]).toMatch('it says that')
    expect(wrongWith({ hops: [hops[0], hops[1], hops[1]] })).toContain('a node twice')
    expect(wrongWith({ hops: [hops[0], hops[1], { ...hops[2], rpcPort: 1 }] })[0]).toBe(
      'hop 2 has another rpcPort than the list',
    )
    expect(wrongWith({}, [2])[0]).toBe('hop 1 is an excluded node')
    expect(rulesHeld([a, b, a], ANCHOR_TIMESTAMP)).not.toContain('operator')
  })
})

describe('buildPath on the real network', () => {
  it(
    `buildPath breaks no rule in ${PATHS.toLocaleString('en')} paths of users over months (seed "${SEED}")`,
    async () => {
      const run = await runPaths({ seed: SEED, paths: PATHS, pathsPerList: PATHS_PER_LIST })
      process.stdout.write(`seed "${SEED}": ${JSON.stringify(run)}\n`)
      expect(run.paths).toBe(PATHS)
      // The run must have met exclusions, failures and all kinds of guard changes.
      expect(run.excluded).toBeGreaterThan(PATHS / 3)
      expect(run.failures).toBeGreaterThan(PATHS / 20)
      for (const count of [...Object.values(run.guards), ...run.byRank]) expect(count).toBeGreaterThan(20)
    },
    HANG_MS,
  )
})
