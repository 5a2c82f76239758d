import type { FillRandom } from '../../client/path/random.ts'
import { createRandom } from '../model/createRandom.ts'

/** Fills bytes from a seed, so that paths repeat. For tests only. */
export function seededFill(seed: string): FillRandom {
  const random = createRandom(seed)
  return (bytes) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(256)
  }
}
