import { afterAll, beforeAll, describe, it } from 'vitest'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { createBench, createWorld, type World } from '../support/world.ts'
import { runFaults } from './runFaults.ts'

/** Seeds of the runs, and seeds that once failed. */
const SEEDS = ['faults 1', 'faults 2']
const ROUNDS = 8
const TIMEOUT_MS = 120_000

describe('the indexer with one lying and one failing endpoint of three', () => {
  let cluster: SharedPostgres
  let chain: TestChain
  let world: World
  const bench = createBench(() => world)

  beforeAll(async () => {
    ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  })
  afterAll(async () => {
    await chain?.stop()
    await cluster?.stop()
  })

  it.each(SEEDS)(
    'has the tables of a clean index when faults come from the seed "%s"',
    async (seed) => {
      world = await createWorld(chain, seed)
      const log: string[] = []
      try {
        await runFaults({ cluster, bench, world }, { seed, rounds: ROUNDS, log })
      } catch (error) {
        process.stdout.write(`seed "${seed}"\n${log.join('\n')}\n`)
        throw error
      }
    },
    TIMEOUT_MS,
  )
})
