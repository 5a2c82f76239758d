import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPathBuilder } from '../../../client/path/createPathBuilder.ts'
import { TooFewNodesError } from '../../../client/path/errors.ts'
import type { PathNode } from '../../../client/path/nodeTable.ts'
import type { OnionPath } from '../../../client/path/onionPath.ts'
import type { Hex } from '../../../shared/bytes.ts'
import { levelOf, violationsOf } from '../../../tools/paths/checkPath.ts'
import { ANCHOR_TIMESTAMP, readRealNetwork } from '../../../tools/paths/network.ts'
import { REGISTRY } from '../../../tools/paths/runPaths.ts'
import { seededFill } from '../../../tools/paths/seededFill.ts'
import { memoryStorage } from '../../../tools/support/memoryStorage.ts'
import { SEED, seeded } from '../../shared/arbitraries.ts'

const DAY = 86_400
const KEYS = readRealNetwork().map(({ ed25519Key }) => ed25519Key)
const UNSOUND: Hex = `0x${'00'.repeat(32)}`

/** Few operators and subnets and many young nodes, so that every level comes up. */
const networkArb = fc
  .array(
    fc.record({
      operator: fc.integer({ min: 0, max: 3 }).map((n): Hex => `0x${n.toString(16).padStart(40, '0')}`),
      ip: fc.oneof(
        fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })).map(([a, b]) => `45.${a}.${b}.1`),
        fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 2 })).map(([a, b]) => `2a00:${a}:${b}::1`),
      ),
      ageDays: fc.constantFrom(0, 7, 8, 100),
      sound: fc.constantFrom(true, true, true, false),
    }),
    { minLength: 0, maxLength: 9 },
  )
  .map((nodes) =>
    nodes.map(
      ({ ageDays, sound, operator, ip }, i): PathNode => ({
        ...{ nodeId: i + 1, operator, ip, rpcPort: 22_021, quicPort: 0 },
        ed25519Key: sound ? (KEYS[i] as Hex) : UNSOUND,
        activatedAt: ANCHOR_TIMESTAMP - ageDays * DAY,
      }),
    ),
  )

const excludeArb = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 })

/** Returns the strictest level that any three usable nodes keep. Returns null if there are fewer than three. */
function strictest(nodes: readonly PathNode[]): number | null {
  let best: number | null = null
  for (const guard of nodes)
    for (const middle of nodes)
      for (const last of nodes)
        if (guard !== middle && guard !== last && middle !== last)
          best = Math.min(best ?? 4, levelOf([guard, middle, last], ANCHOR_TIMESTAMP))
  return best
}

const listOf = (records: readonly PathNode[], epoch = 1n) => ({
  ...{ epoch, records, anchor: { timestamp: BigInt(ANCHOR_TIMESTAMP) }, headTimestamp: null },
})

describe('buildPath on a network that cannot keep all rules', () => {
  it(seeded(
    'buildPath keeps the strictest rules that any three nodes keep, and throws only with fewer than three',
  ), async () => {
    const levels = [0, 0, 0, 0, 0]
    let tooFew = 0
    await fc.assert(
      fc.asyncProperty(networkArb, excludeArb, fc.string(), async (records, excluded, seed) => {
        const args = { chainId: 1n, registry: REGISTRY, storage: memoryStorage(), random: seededFill(seed) } as const
        const builder = createPathBuilder(args)
        await builder.update(listOf(records))
        // Without exclusions first: existing guards must not make a path any worse.
        for (const nodeIds of [[], excluded]) {
          const usable = records.filter((node) => node.ed25519Key !== UNSOUND && !nodeIds.includes(node.nodeId))
          const level = strictest(usable)
          const path = await builder.buildPath({ exclude: { nodeIds } }).catch((error: unknown) => error)
          if (level === null) {
            expect(path).toBeInstanceOf(TooFewNodesError)
            expect((path as TooFewNodesError).usable).toBe(usable.length)
            tooFew++
            continue
          }
          if (path instanceof Error) throw path
          const { explanation } = path as OnionPath
          const network = { records, anchorTimestamp: ANCHOR_TIMESTAMP }
          expect(violationsOf(path as OnionPath, network, { nodeIds, operators: [] })).toEqual([])
          expect(explanation.relaxed).toHaveLength(level)
          levels[level] = (levels[level] as number) + 1
        }
      }),
      { seed: SEED, numRuns: 1_500 },
    )
    process.stdout.write(`paths by rules given up: ${levels.join(', ')}; too few nodes: ${tooFew}\n`)
    for (const count of [...levels, tooFew]) expect(count).toBeGreaterThan(20)
  }, 300_000)
})
