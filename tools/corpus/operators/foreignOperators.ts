import type { Answers } from '../world/answers.ts'
import type { Epoch } from '../world/createWorld.ts'
import type { Draw, Lens, Operators } from './operator.ts'

/** Half of the time an epoch next to the due one: there are few of those, and they are the hardest to refuse. */
const pickOf = (draw: Draw, epochs: readonly Epoch[], nearest: Epoch | undefined): Epoch | null => {
  if (nearest === undefined) return null
  return draw.random.chance(0.5) ? nearest : draw.random.pick(epochs)
}

/** True parts of other true answers. */
export const foreignOperators = <T>(lens: Lens<T>): Operators => {
  const from =
    (of: (draw: Draw) => Epoch | null) =>
    (draw: Draw): Answers | null => {
      const epoch = of(draw)
      return epoch === null ? null : lens.write(lens.read(epoch.answers, draw), draw)
    }
  return {
    'other chain': from((draw) => pickOf(draw, draw.world.otherChain, draw.world.otherChain[draw.at])),
    'other registry': from((draw) => pickOf(draw, draw.world.otherRegistry, draw.world.otherRegistry[draw.at])),
    older: from((draw) => pickOf(draw, draw.world.epochs.slice(0, draw.at), draw.world.epochs[draw.at - 1])),
    newer: from((draw) => pickOf(draw, draw.world.epochs.slice(draw.at + 1), draw.world.epochs[draw.at + 1])),
  }
}
