import { drawExpiry } from './drawExpiry.ts'
import type { EligibleHops } from './eligibleHops.ts'
import type { Guard } from './guardStore.ts'
import type { NodeTable, PathNode } from './nodeTable.ts'
import type { DrawBelow } from './random.ts'
import { GUARDS_MAX, LEVELS, type Level } from './rules.ts'
import { takeOne } from './takeOne.ts'

export type SupplyArgs = {
  readonly table: NodeTable
  readonly eligible: EligibleHops
  readonly drawBelow: DrawBelow
  readonly guards: readonly Guard[]
  /** 1 for each usable node. */
  readonly alive: Uint8Array
  /** Most guards to find that can begin a path. */
  readonly ableMax: number
  /** Returns the number of guards to draw if `able` of the given ones can begin a path. Returns 0 if none may be chosen. */
  readonly wanted: (able: number) => number
}

/** Guards that can begin a path, and the strictest rules for it. */
export type Supply = {
  readonly level: Level
  /** Indexes in the table of the guards that can begin a path at that level, in order. */
  readonly able: readonly number[]
  /** Given and drawn guards. If there were too many, some unusable ones were removed. */
  readonly guards: readonly Guard[]
  /** Node ids. */
  readonly added: readonly number[]
  readonly removed: readonly number[]
}

/**
 * Finds the strictest rules at which a given guard, or one that may be drawn, can begin a path. Finds the guards that can.
 * Each node is equally likely to be drawn as a new guard.
 *
 * @returns null if no guard can begin a path, and none can be drawn
 */
export function supplyGuards(args: SupplyArgs): Supply | null {
  const { table, guards } = args
  const indexes = guards.map(({ nodeId }) => table.indexOf(nodeId)).filter((index) => index !== undefined)
  const sampled = new Set(indexes)
  for (const level of LEVELS) {
    const able: number[] = []
    for (const index of indexes) if (able.length < args.ableMax && canBegin(args, index, level)) able.push(index)
    const wanted = Math.min(args.wanted(able.length), GUARDS_MAX)
    const drawn = wanted > 0 ? draw(args, { level, wanted, sampled }) : []
    if (able.length + drawn.length > 0) return { level, able: [...able, ...drawn], ...join(args, able, drawn) }
  }
  return null
}

function canBegin({ table, eligible, alive }: SupplyArgs, index: number, level: Level): boolean {
  if (alive[index] !== 1 || (level === 0 && !table.isOldEnough(index))) return false
  return eligible.canBegin(index, level, alive)
}

function draw(
  args: SupplyArgs,
  { level, wanted, sampled }: { level: Level; wanted: number; sampled: ReadonlySet<number> },
): number[] {
  const { table, drawBelow, alive } = args
  const pool = table.nodes.map((_, index) => index).filter((index) => alive[index] === 1 && !sampled.has(index))
  const drawn: number[] = []
  while (drawn.length < wanted && pool.length > 0) {
    const index = takeOne(drawBelow, pool)
    if (!canBegin(args, index, level)) continue
    if (table.keyOf(index) === null) alive[index] = 0
    else drawn.push(index)
  }
  return drawn
}

function join(args: SupplyArgs, able: readonly number[], drawn: readonly number[]) {
  const { table, drawBelow } = args
  const idOf = (index: number): number => (table.nodes[index] as PathNode).nodeId
  const added = drawn.map(idOf)
  const all = [
    ...args.guards,
    ...added.map(
      (nodeId): Guard => ({
        ...{ nodeId, used: false, absentSince: null },
        expiresAt: drawExpiry(drawBelow, table.anchorTimestamp),
      }),
    ),
  ]
  const spared = new Set([...able.map(idOf), ...added])
  const removed = new Set(
    all
      .filter(({ nodeId }) => !spared.has(nodeId))
      .sort((a, b) => (a.absentSince ?? Number.POSITIVE_INFINITY) - (b.absentSince ?? Number.POSITIVE_INFINITY))
      .slice(0, Math.max(0, all.length - GUARDS_MAX))
      .map(({ nodeId }) => nodeId),
  )
  return { guards: all.filter(({ nodeId }) => !removed.has(nodeId)), added, removed: [...removed] }
}
