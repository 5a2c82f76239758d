import { type Hex, isLowerHex } from '../../shared/bytes.ts'
import { createQueue } from '../createQueue.ts'
import { ClientConfigError } from '../errors.ts'
import { choosePath } from './choosePath.ts'
import { createDrawBelow, globalRandom } from './createDrawBelow.ts'
import { createEligibleHops } from './createEligibleHops.ts'
import { createFailures } from './createFailures.ts'
import { createGuardStore } from './createGuardStore.ts'
import { createGuards } from './createGuards.ts'
import { createKeyCache } from './createKeyCache.ts'
import { createNodeTable } from './createNodeTable.ts'
import { createOnionPath } from './createOnionPath.ts'
import type { EligibleHops } from './eligibleHops.ts'
import { ListTooOldForGuardsError, PathListMissingError, PathListOlderError, TooFewNodesError } from './errors.ts'
import type { NodeTable } from './nodeTable.ts'
import type { Exclusion, PathBuilder, PathBuilderArgs, PathList } from './pathBuilder.ts'
import { GUARD_LIST_AGE_MAX, HOPS } from './rules.ts'

type Current = {
  readonly list: PathList
  readonly table: NodeTable
  readonly eligible: EligibleHops
  /** Milliseconds of the device's clock when the list came. */
  readonly since: number
}

const HOP_INDEX = { guard: 0, middle: 1, last: 2 } as const

function parseNetwork({ chainId, registry }: PathBuilderArgs): { chainId: bigint; registry: Hex } {
  if (typeof chainId !== 'bigint' || chainId < 0n)
    throw new ClientConfigError({ name: 'chainId', reason: 'is not a bigint of at least 0' })
  const lower = registry.toLowerCase()
  if (!isLowerHex(lower, 20)) throw new ClientConfigError({ name: 'registry', reason: 'is not an address' })
  return { chainId, registry: lower }
}

/** Returns 1 for each usable node that the caller does not exclude. */
function aliveWithout(
  { alive, indexOf, indexesOf }: NodeTable,
  { nodeIds = [], operators = [] }: Exclusion,
): Uint8Array {
  const left = Uint8Array.from(alive)
  for (const nodeId of nodeIds) {
    const index = indexOf(nodeId)
    if (index !== undefined) left[index] = 0
  }
  for (const operator of operators) for (const index of indexesOf(operator.toLowerCase() as Hex)) left[index] = 0
  return left
}

/**
 * Creates a builder that draws onion paths from a verified list by the rules of docs/paths.md, and keeps their guards.
 *
 * @example
 * const builder = createPathBuilder({ chainId: 1n, registry: '0x…', storage })
 * await builder.update({ ...(await client.getNodeList()), headTimestamp })
 * const { hops, explanation } = await builder.buildPath({ exclude: { nodeIds: [destination.nodeId] } })
 * @throws ClientConfigError if an argument is invalid
 */
export function createPathBuilder(args: PathBuilderArgs): PathBuilder {
  const now = args.now ?? Date.now
  const drawBelow = createDrawBelow(args.random ?? globalRandom)
  const failures = createFailures(now)
  const keys = createKeyCache()
  const store = createGuardStore({ ...parseNetwork(args), storage: args.storage })
  const guards = createGuards({ store, drawBelow, inQueue: createQueue() })
  let current: Current | null = null

  const currentOf = (list: PathList): Current => {
    keys.keepOnly(list.records)
    const anchorTimestamp = Number(list.anchor.timestamp)
    const table = createNodeTable({ nodes: list.records, anchorTimestamp, x25519KeyOf: keys.keyOf })
    return { list, table, eligible: createEligibleHops(table), since: now() }
  }
  const mayAdd = (at: Current): boolean => ageOf(at, now()) <= GUARD_LIST_AGE_MAX

  return {
    async update(list) {
      if (current !== null && list.epoch < current.list.epoch)
        throw new PathListOlderError({ epoch: list.epoch, current: current.list.epoch })
      const next = currentOf(list)
      const changes = await guards.follow({ ...next, mayAdd: mayAdd(next) })
      if (current === null || next.list.epoch >= current.list.epoch) current = next
      return changes
    },
    async buildPath({ exclude = {} } = {}) {
      if (current === null) throw new PathListMissingError()
      const at = current
      const { table, eligible, list } = at
      // Bounded: each further turn knows at least one more node with an unsound key.
      for (let turn = 0; turn <= table.nodes.length; turn++) {
        const alive = aliveWithout(table, exclude)
        const supply = await guards.supply({ table, eligible, mayAdd: mayAdd(at) }, alive)
        if (supply === null) break
        const choice = choosePath({ table, eligible, drawBelow, failures, alive, supply })
        if (choice === null) continue
        const path = createOnionPath(table, { epoch: list.epoch, choice })
        await guards.use(path.hops[0].nodeId, table.anchorTimestamp)
        return path
      }
      const usable = countSound(table, aliveWithout(table, exclude))
      if (usable < HOPS) throw new TooFewNodesError({ usable, needed: HOPS })
      throw new ListTooOldForGuardsError({ ageSeconds: ageOf(at, now()), ageSecondsMax: GUARD_LIST_AGE_MAX })
    },
    reportFailure({ hops }, failure) {
      if (failure.kind === 'unreachable') failures.fail(hops[0].nodeId)
      // It came through the guard, so it counts against the guard alone, whichever node it names.
      else if (failure.kind === 'unanswered') failures.suspect(hops[0].nodeId)
      else failures.fail(hops[HOP_INDEX[failure.hop]].nodeId)
    },
    reportSuccess({ hops }) {
      for (const { nodeId } of hops) failures.clear(nodeId)
    },
  }
}

/** Counts nodes with a sound key, up to the number that a path needs. */
function countSound({ keyOf }: NodeTable, alive: Uint8Array): number {
  let sound = 0
  for (let i = 0; i < alive.length && sound < HOPS; i++) if (alive[i] === 1 && keyOf(i) !== null) sound++
  return sound
}

/** Returns the seconds from the list's anchor to the newest header known, plus the time since then by the device's clock. */
function ageOf({ list, since }: Current, now: number): number {
  const atUpdate = list.headTimestamp === null ? 0 : Number(list.headTimestamp - list.anchor.timestamp)
  return Math.floor(atUpdate + Math.max(0, now - since) / 1_000)
}
