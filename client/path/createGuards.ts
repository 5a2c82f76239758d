import type { Queue } from '../createQueue.ts'
import { drawExpiry } from './drawExpiry.ts'
import type { EligibleHops } from './eligibleHops.ts'
import type { Guard, GuardStore } from './guardStore.ts'
import { keepGuards } from './keepGuards.ts'
import type { NodeTable } from './nodeTable.ts'
import type { GuardChanges } from './pathBuilder.ts'
import type { DrawBelow } from './random.ts'
import { GUARDS_MAX, GUARDS_PRIMARY, GUARDS_SAMPLED } from './rules.ts'
import { type Supply, supplyGuards } from './supplyGuards.ts'

type Network = {
  readonly table: NodeTable
  readonly eligible: EligibleHops
  /** Whether the list is recent enough to choose new guards from. */
  readonly mayAdd: boolean
}

/** The guards of one client, in memory and in its storage. */
export type Guards = {
  /** Ages the guards by a new list and draws missing ones. @throws GuardStorageError */
  follow(network: Network): Promise<GuardChanges>
  /**
   * Returns the primary guards that the caller does not exclude. Draws new ones only if no kept guard can begin a path that is
   * as strict. Saves new guards before it returns them.
   *
   * @param alive 1 for each usable node that is not excluded
   * @returns null if there are no such guards
   * @throws GuardStorageError
   */
  supply(network: Network, alive: Uint8Array): Promise<Supply | null>
  /**
   * Notes that a path begins with a guard. Its lifetime begins with its first path. From then on only guards used before it
   * come before it: each further guard in use is one more that may be bad.
   *
   * @param anchorTimestamp unix seconds
   * @throws GuardStorageError
   */
  use(nodeId: number, anchorTimestamp: number): Promise<void>
}

export function createGuards(args: { store: GuardStore; drawBelow: DrawBelow; inQueue: Queue }): Guards {
  const { store, drawBelow, inQueue } = args
  let guards: readonly Guard[] = []
  // Reading the storage would drop guards that were not saved yet.
  let unsaved = false

  const save = async (): Promise<void> => {
    const saving = guards
    await store.save(saving)
    if (guards === saving) unsaved = false
  }

  const follow = async ({ table, eligible, mayAdd }: Network): Promise<GuardChanges> => {
    const stored = await store.load()
    // Another client with the same storage may have written since. A cleared storage does not make this client forget.
    const before = unsaved || stored === null ? guards : stored
    const { kept, expired, absent } = keepGuards(before, table)
    const supply = supplyGuards({
      ...{ table, eligible, drawBelow, guards: kept, alive: Uint8Array.from(table.alive) },
      ableMax: GUARDS_MAX,
      wanted: (able) => (mayAdd ? GUARDS_SAMPLED - able : 0),
    })
    guards = supply?.guards ?? kept
    unsaved = true
    await save()
    const { added = [], removed = [] } = supply ?? {}
    return { first: before.length === 0, added, expired, absent: [...absent, ...removed] }
  }

  return {
    follow: (network) => inQueue(() => follow(network)),
    async supply({ table, eligible, mayAdd }, alive) {
      const supply = supplyGuards({
        ...{ table, eligible, drawBelow, guards, alive },
        ableMax: GUARDS_PRIMARY,
        wanted: (able) => (mayAdd && able === 0 ? GUARDS_PRIMARY : 0),
      })
      if (supply !== null && supply.added.length > 0) {
        guards = supply.guards
        unsaved = true
      }
      if (unsaved) await inQueue(save)
      return supply
    },
    async use(nodeId, anchorTimestamp) {
      const guard = guards.find((candidate) => candidate.nodeId === nodeId)
      if (guard === undefined || guard.used) return
      const others = guards.filter((other) => other !== guard)
      const begun = { ...guard, used: true, expiresAt: drawExpiry(drawBelow, anchorTimestamp) }
      guards = [...others.filter(({ used }) => used), begun, ...others.filter(({ used }) => !used)]
      unsaved = true
      await inQueue(save)
    },
  }
}
