import { describe, expect, it } from 'vitest'
import { failingSeeds } from '../../../tools/model/failingSeeds.ts'
import { formatOutcomes } from '../../../tools/model/formatOutcomes.ts'
import { runDifferential } from '../../../tools/model/runDifferential.ts'
import { unreached } from '../../../tools/model/unreached.ts'

/** Seeds of the runs. `npm run campaign` tries many. */
const SEEDS = ['muster 1', 'muster 20']
const OPERATIONS = 500

/** A run takes about 20 ms an operation on an idle machine. Half of the cores may be busy. */
const TIMEOUT_MS = 300_000

describe('contracts compared with the model of the protocol', () => {
  const reached = new Map<string, number>()
  let launchSeconds = 0

  it.each(SEEDS)(
    'agree after each random operation, and their log alone rebuilds them (seed "%s")',
    async (seed) => {
      const result = await runDifferential({ seed, operations: OPERATIONS })
      launchSeconds = Math.max(launchSeconds, result.launchSeconds)
      for (const [what, times] of result.reached) reached.set(what, (reached.get(what) ?? 0) + times)
      process.stdout.write(`seed "${seed}"\n${formatOutcomes(result)}\n`)
    },
    TIMEOUT_MS,
  )

  it('reach every state', () => {
    expect(unreached({ reached, launchSeconds })).toEqual([])
  })

  it('keep each seed that once failed, with the fault', () => {
    expect(failingSeeds.filter(({ was }) => was === '')).toEqual([])
  })

  for (const { seed, operations, was } of failingSeeds) {
    it(
      `agree for a seed that once failed: ${was} (seed "${seed}")`,
      () => runDifferential({ seed, operations }),
      TIMEOUT_MS,
    )
  }
})
