import type { Choice, Triple } from './choice.ts'
import type { Failures } from './createFailures.ts'
import type { EligibleHops } from './eligibleHops.ts'
import type { NodeTable, PathNode } from './nodeTable.ts'
import type { DrawBelow } from './random.ts'
import { GUARDS_PRIMARY, LEVELS, type Level } from './rules.ts'
import type { Supply } from './supplyGuards.ts'
import { takeOne } from './takeOne.ts'

export type ChooseArgs = {
  readonly table: NodeTable
  readonly eligible: EligibleHops
  readonly drawBelow: DrawBelow
  readonly failures: Pick<Failures, 'resting' | 'restsUntil'>
  /** 1 for each usable node that the caller does not exclude. */
  readonly alive: Uint8Array
  readonly supply: Supply
}

/**
 * Chooses the first primary guard that works, then the last hop, then the middle one. If no path is left without the resting
 * nodes, takes resting ones: the primary guard whose rest ends first, never a fourth guard.
 *
 * @returns null if nodes turned out to have unsound keys, so that the supply is out of date
 */
export function choosePath(args: ChooseArgs): Choice | null {
  const { table, failures, supply } = args
  const unsoundBefore = table.unsoundCount()
  const primary = supply.able.slice(0, GUARDS_PRIMARY)
  const alive = withoutResting(args)
  for (const level of LEVELS.slice(supply.level)) {
    for (const [guardRank, guard] of primary.entries()) {
      const triple = complete({ ...args, alive }, guard, level)
      if (triple !== null) return { triple, level, guardRank, failuresIgnored: false }
    }
    if (table.unsoundCount() > unsoundBefore) return null
  }
  const endOf = (index: number): number => failures.restsUntil((table.nodes[index] as PathNode).nodeId)
  const [guard] = [...primary].sort((a, b) => endOf(a) - endOf(b))
  if (guard === undefined) return null
  // Ignores the guard's rest first, and that of others only if it must.
  alive[guard] = args.alive[guard] as number
  const triple = complete({ ...args, alive }, guard, supply.level) ?? complete(args, guard, supply.level)
  return triple && { triple, level: supply.level, guardRank: primary.indexOf(guard), failuresIgnored: true }
}

function withoutResting({ table, failures, alive }: ChooseArgs): Uint8Array {
  const awake = Uint8Array.from(alive)
  for (const nodeId of failures.resting()) {
    const index = table.indexOf(nodeId)
    if (index !== undefined) awake[index] = 0
  }
  return awake
}

/**
 * Draws the last and the middle hop to a guard, each uniformly among those that leave a path. Draws again if a node's key
 * turns out to be unsound. Keeps a last hop while any middle hop is left for it. So each node is as likely as if all keys
 * were checked before.
 */
function complete({ table, eligible, drawBelow, alive }: ChooseArgs, guard: number, level: Level): Triple | null {
  const isSound = (index: number): boolean => {
    if (table.keyOf(index) === null) alive[index] = 0
    return alive[index] === 1
  }
  if (alive[guard] !== 1 || !isSound(guard) || (level === 0 && !table.isOldEnough(guard))) return null
  const lasts = eligible.lasts(guard, level, alive)
  while (lasts.length > 0) {
    const last = takeOne(drawBelow, lasts)
    if (!isSound(last)) continue
    const middles = eligible.middles(guard, last, level, alive)
    while (middles.length > 0) {
      const middle = takeOne(drawBelow, middles)
      if (isSound(middle)) return [guard, middle, last]
    }
  }
  return null
}
