import { beforeAll, describe, expect, it } from 'vitest'
import { decoders } from '../../../../tools/corpus/decoders/decoders.ts'
import { fuzzDecoders } from '../../../../tools/corpus/decoders/fuzzDecoders.ts'
import { createWorld, type World } from '../../../../tools/corpus/world/createWorld.ts'
import { createRandom } from '../../../../tools/model/createRandom.ts'

/** Seed of the inputs. `npm run campaign` tries many. */
const SEED = 'decoders 1'
const INPUTS = 2_000

/** Some seconds on an idle machine. Half of the cores may be busy. */
const TIMEOUT_MS = 300_000

describe('decoders of untrusted input', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ seed: SEED, records: 'small' })
  })

  it(
    `read each of ${INPUTS} inputs, or refuse it with a named error (seed "${SEED}")`,
    async () => {
      const results = await fuzzDecoders({ world, seed: SEED, inputs: INPUTS })
      for (const { name, refused, taken, slowestMs } of results)
        process.stdout.write(`${name}: ${refused} refused, ${taken} taken, slowest ${slowestMs.toFixed(1)} ms\n`)
      expect(results.map(({ name }) => name)).toEqual(decoders.map(({ name }) => name))
      // A decoder without refusals, or a fuzzer without valid inputs, would prove nothing.
      for (const { refused, taken } of results) {
        expect(refused).toBeGreaterThan(INPUTS / 10)
        expect(taken).toBeGreaterThan(INPUTS / 100)
      }
    },
    TIMEOUT_MS,
  )

  it('accept unchanged input', async () => {
    const taken = new Set<string>()
    for (const { name, valid, read } of decoders)
      for (let draw = 0; draw < 20; draw++) {
        const bytes = valid(world, createRandom(`${name} ${draw}`))
        await Promise.resolve()
          .then(() => read(bytes, world))
          .then(
            () => taken.add(name),
            () => undefined,
          )
      }
    expect([...taken]).toEqual(decoders.map(({ name }) => name))
  })
})
