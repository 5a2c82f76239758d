import { concat } from '../../../shared/bytes.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { createRandom, type Random } from '../../model/createRandom.ts'
import { bytesOperators, randomBytes } from '../operators/bytesOperators.ts'
import type { Draw, Lens } from '../operators/operator.ts'
import { processorMs } from '../processorMs.ts'
import type { World } from '../world/createWorld.ts'
import { type Decoder, decoders } from './decoders.ts'

/** Processor time for reading one input. Beyond five times as much it is a failure on a slow machine, too. */
const READ_MS_MAX = 100
const GUARD_MS = 5 * READ_MS_MAX

/** Share of inputs that are random from end to end. The others are valid bytes, changed in a few places. */
const NOISE = 0.3
const NOISE_BYTES_MAX = 1_024
const CHANGES_MAX = 3

/** Printed with every failure: enough to repeat it. */
const INPUT_HEX_MAX = 400

export type DecoderResult = {
  readonly name: string
  readonly refused: number
  readonly taken: number
  readonly slowestMs: number
}

/** The operators work on any bytes. Here these bytes take the place of a list. */
const wholeLens: Lens<Uint8Array> = { read: ({ list }) => list, write: (list) => ({ list }) }
const changes = Object.values(bytesOperators(wholeLens))

const change = (bytes: Uint8Array, random: Random): Uint8Array => {
  const draw = { random, of: { answers: { list: bytes } } } as unknown as Draw
  return random.pick(changes)(draw)?.list ?? bytes
}

const drawInput = (decoder: Decoder, world: World, random: Random): Uint8Array => {
  if (random.chance(NOISE)) return randomBytes(random, random.below(NOISE_BYTES_MAX))
  let bytes = concat([decoder.valid(world, random)])
  for (let left = random.below(CHANGES_MAX + 1); left > 0; left--) bytes = change(bytes, random)
  return bytes
}

/** Reads one input. Returns the time and whether it was accepted. */
const readOne = async (decoder: Decoder, world: World, bytes: Uint8Array): Promise<{ taken: boolean; ms: number }> => {
  const startedAt = processorMs()
  let written: Uint8Array | null = null
  let taken = true
  try {
    written = await decoder.read(bytes, world)
  } catch (error) {
    if (!(error instanceof BaseError)) throw new Error(`an error of no name: ${String(error)}`, { cause: error })
    taken = false
  }
  const ms = processorMs() - startedAt
  if (written !== null && Buffer.compare(written, bytes) !== 0)
    throw new Error('what was read is written as other bytes')
  return { taken, ms }
}

/**
 * Gives each decoder random bytes, valid bytes, and changed valid bytes. It must accept them or refuse them with a
 * named error, in time. If a format has only one form, accepted bytes must be encoded again byte by byte.
 *
 * @throws with decoder, number and beginning of the input with another outcome
 */
export const fuzzDecoders = async (args: { world: World; seed: string; inputs: number }): Promise<DecoderResult[]> => {
  const results: DecoderResult[] = []
  for (const decoder of decoders) {
    const counts = { refused: 0, taken: 0 }
    let slowestMs = 0
    for (let input = 0; input < args.inputs; input++) {
      const bytes = drawInput(decoder, args.world, createRandom(`${args.seed}|${decoder.name}|${input}`))
      const fail = (what: string, cause?: unknown): Error => {
        const hex = Buffer.from(bytes).toString('hex').slice(0, INPUT_HEX_MAX)
        return new Error(`${decoder.name}, seed "${args.seed}", input ${input} (0x${hex}…): ${what}`, { cause })
      }
      const once = () =>
        readOne(decoder, args.world, bytes).catch((error: Error) => {
          throw fail(error.message, error)
        })
      let { taken, ms } = await once()
      // The first input on a new code path pays for the compiler.
      if (ms > READ_MS_MAX) ms = Math.min(ms, (await once()).ms)
      if (ms > GUARD_MS) throw fail(`took ${Math.round(ms)} ms`)
      counts[taken ? 'taken' : 'refused']++
      slowestMs = Math.max(slowestMs, ms)
    }
    results.push({ name: decoder.name, ...counts, slowestMs })
  }
  return results
}
