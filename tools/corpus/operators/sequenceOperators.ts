import type { Random } from '../../model/createRandom.ts'
import type { Draw, Lens, Operators } from './operator.ts'

const swapTwo = <T>(random: Random, items: readonly T[]): T[] => {
  const [a, b] = [random.below(items.length), random.below(items.length)]
  return items.with(a, items[b] as T).with(b, items[a] as T)
}

/** Reverses or rotates the items. */
const reorder = <T>(random: Random, items: readonly T[]): T[] => {
  const by = random.below(items.length)
  return by === 0 ? items.toReversed() : [...items.slice(by), ...items.slice(0, by)]
}

/** All changes to items in an order. */
export const sequenceOperators = <T>(lens: Lens<readonly T[]>): Operators => {
  const change = (how: (random: Random, items: readonly T[]) => readonly T[]) => (draw: Draw) => {
    const items = lens.read(draw.of.answers, draw)
    return items.length === 0 ? null : lens.write(how(draw.random, items), draw)
  }
  return {
    drop: change((random, items) => items.toSpliced(random.below(items.length), 1)),
    double: change((random, items) => {
      const item = items[random.below(items.length)] as T
      return items.toSpliced(random.below(items.length + 1), 0, item)
    }),
    swap: change(swapTwo),
    reorder: change(reorder),
  }
}
