import { expect } from 'vitest'
import type { IndexerOptions } from '../../../indexer/createIndexer.ts'
import type { SharedPostgres } from '../../helpers/sharedPostgres.ts'
import { dumpState } from './dump.ts'
import { type IndexerBench, untilSynced, type World } from './world.ts'

/** Fails unless a database has the rows that an index made anew from the chain itself has. */
export async function expectLikeFresh(
  databaseUrl: string,
  args: { cluster: SharedPostgres; bench: IndexerBench; world: World; options?: Partial<IndexerOptions> },
): Promise<void> {
  const { cluster, bench, world, options = {} } = args
  const freshUrl = await cluster.createDatabase()
  await untilSynced(await bench.start({ ...options, databaseUrl: freshUrl }), world)
  expect(await dumpState(bench.connect(databaseUrl))).toEqual(await dumpState(bench.connect(freshUrl)))
}
