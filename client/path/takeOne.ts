import type { DrawBelow } from './random.ts'

/** Removes one of `items` and returns it. Each is equally likely. Changes the order. `items` must not be empty. */
export function takeOne(drawBelow: DrawBelow, items: number[]): number {
  const at = drawBelow(items.length)
  const item = items[at] as number
  items[at] = items[items.length - 1] as number
  items.pop()
  return item
}
