import { createPathBuilder } from '../../client/path/createPathBuilder.ts'
import type { PathNode } from '../../client/path/nodeTable.ts'
import type { PathBuilder, PathList } from '../../client/path/pathBuilder.ts'
import { type MemoryStorage, memoryStorage } from '../support/memoryStorage.ts'
import { ANCHOR_TIMESTAMP } from './network.ts'
import { REGISTRY } from './runPaths.ts'
import { seededFill } from './seededFill.ts'

export const DAY = 86_400

/** A list `days` after the first. Its newest header is `lagSeconds` younger than its anchor. */
export function listOn(days: number, records: readonly PathNode[], lagSeconds = 3_600): PathList {
  const timestamp = ANCHOR_TIMESTAMP + days * DAY
  return {
    ...{ epoch: BigInt(Math.floor(timestamp / 3_600)), records },
    anchor: { timestamp: BigInt(timestamp) },
    headTimestamp: BigInt(timestamp + lagSeconds),
  }
}

/** A builder whose clock and storage the test controls. */
export type User = { builder: PathBuilder; storage: MemoryStorage; clock: { now: number } }

export function createUser(seed: string, storage: MemoryStorage = memoryStorage()): User {
  const clock = { now: 0 }
  const builder = createPathBuilder({
    ...{ chainId: 1n, registry: REGISTRY, storage, random: seededFill(seed) },
    now: () => clock.now,
  })
  return { builder, storage, clock }
}

/** Node ids of the guards in a storage, in order. */
export function guardsIn(storage: MemoryStorage): number[] {
  const { guards } = JSON.parse(storage.text ?? '{"guards":[]}') as { guards: { nodeId: number }[] }
  return guards.map(({ nodeId }) => nodeId)
}

/** The guard of the next path. */
export async function guardOf({ builder }: User, nodeIds: readonly number[] = []): Promise<number> {
  return (await builder.buildPath({ exclude: { nodeIds } })).hops[0].nodeId
}
