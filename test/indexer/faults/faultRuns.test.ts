import { afterAll, beforeAll, describe, it } from 'vitest'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { createBench, createWorld, type World } from '../support/world.ts'
import { runFaults } from './runFaults.ts'

/** Numbers of the seeds, as in `FAULT_SEEDS=1-20`. Not a part of `npm test`: some of these runs still wait in vain. */
const [first = 0, last = first] = (process.env['FAULT_SEEDS'] ?? '').split('-').map(Number)
const SEEDS = Array.from({ length: last - first + 1 }, (_, i) => `faults ${first + i}`)
const ROUNDS = 12
const TIMEOUT_MS = 120_000

describe.runIf(first > 0)('the indexer with one lying and one failing endpoint of three', () => {
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
