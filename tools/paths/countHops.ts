import { createPathBuilder } from '../../client/path/createPathBuilder.ts'
import type { PathBuilder } from '../../client/path/pathBuilder.ts'
import type { ServiceNodeRecord } from '../../shared/list/record.ts'
import { memoryStorage } from '../support/memoryStorage.ts'
import type { HopChances } from './exactHops.ts'
import { ANCHOR_TIMESTAMP } from './network.ts'
import { REGISTRY } from './runPaths.ts'
import { seededFill } from './seededFill.ts'

export const HOPS = ['guard', 'middle', 'last'] as const

const createUser = async (records: readonly ServiceNodeRecord[], seed: string): Promise<PathBuilder> => {
  const storage = memoryStorage()
  const builder = createPathBuilder({ chainId: 1n, registry: REGISTRY, storage, random: seededFill(seed) })
  await builder.update({
    ...{ epoch: 1n, records, anchor: { timestamp: BigInt(ANCHOR_TIMESTAMP) }, headTimestamp: null },
  })
  return builder
}

const createCounter = (records: readonly ServiceNodeRecord[]) => {
  const counts: HopChances = { guard: records.map(() => 0), middle: records.map(() => 0), last: records.map(() => 0) }
  const indexes = new Map(records.map(({ nodeId }, i) => [nodeId, i]))
  return {
    counts,
    countPathOf: async (builder: PathBuilder): Promise<void> => {
      const { hops } = await builder.buildPath()
      for (const [i, hop] of HOPS.entries()) {
        const index = indexes.get(hops[i]?.nodeId ?? 0) as number
        counts[hop][index] = (counts[hop][index] as number) + 1
      }
    },
  }
}

/** First paths of this many users without guards. */
export const countFirstPaths = async (
  records: readonly ServiceNodeRecord[],
  args: { seed: string; users: number },
): Promise<HopChances> => {
  const { counts, countPathOf } = createCounter(records)
  for (let user = 0; user < args.users; user++)
    await countPathOf(await createUser(records, `${args.seed}, user ${user}`))
  return counts
}

/** Paths of one user, who keeps the first guard. */
export const countPaths = async (
  records: readonly ServiceNodeRecord[],
  args: { seed: string; paths: number; onProgress?: (done: number) => void },
): Promise<HopChances> => {
  const { counts, countPathOf } = createCounter(records)
  const builder = await createUser(records, args.seed)
  for (let path = 0; path < args.paths; path++) {
    await countPathOf(builder)
    if (path % 1_000 === 999) args.onProgress?.(path + 1)
  }
  return counts
}
