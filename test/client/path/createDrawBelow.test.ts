import { describe, expect, it } from 'vitest'
import { createDrawBelow, globalRandom } from '../../../client/path/createDrawBelow.ts'
import { RandomSourceError } from '../../../client/path/errors.ts'
import { chiSquare } from '../../../tools/paths/chiSquare.ts'
import { seededFill } from '../../../tools/paths/seededFill.ts'

/** Makes a source that gives these words, one a call. */
const words = (...list: readonly number[]) => {
  let at = 0
  return (bytes: Uint8Array<ArrayBuffer>) => new DataView(bytes.buffer).setUint32(0, list[at++] ?? 0)
}

describe('createDrawBelow', () => {
  it('createDrawBelow discards exactly the words above the largest multiple', () => {
    // 2^32 = 3 × 1,431,655,765 + 1: only the last word is one too many.
    expect(createDrawBelow(words(2 ** 32 - 1, 2 ** 32 - 2))(3)).toBe(2)
    expect(createDrawBelow(words(2 ** 32 - 1))(2)).toBe(1)
    // Almost every second word is discarded for a range of a little more than half of all words.
    const range = 2 ** 31 + 1
    expect(createDrawBelow(words(range, 2 ** 32 - 1, range - 1))(range)).toBe(range - 1)
  })

  it('createDrawBelow is unbiased when remainders would be biased (seed "below", 60,000 draws)', () => {
    // With remainders of 3 × 2^30, the lower third would come up twice as often.
    const draw = createDrawBelow(seededFill('below'))
    const counts = [0, 0, 0]
    for (let i = 0; i < 60_000; i++) {
      const third = Math.floor(draw(3 * 2 ** 30) / 2 ** 30)
      counts[third] = (counts[third] ?? 0) + 1
    }
    const { p } = chiSquare(counts, [1 / 3, 1 / 3, 1 / 3])
    process.stdout.write(`p = ${p.toFixed(3)}\n`)
    expect(p).toBeGreaterThan(0.01)
  })

  it('createDrawBelow throws RandomSourceError when a source gives 64 words in a row to discard', () => {
    let calls = 0
    const broken = createDrawBelow((bytes) => {
      calls++
      bytes.fill(0xff)
    })
    expect(() => broken(3)).toThrow(RandomSourceError)
    expect(() => broken(3)).toThrow('gave 64 numbers in a row')
    expect(calls).toBe(128)
    expect(broken(4)).toBe(3)
  })

  it('createDrawBelow works with the random source of the platform', () => {
    const draw = createDrawBelow(globalRandom)
    expect(new Set(Array.from({ length: 200 }, () => draw(2)))).toEqual(new Set([0, 1]))
  })
})
