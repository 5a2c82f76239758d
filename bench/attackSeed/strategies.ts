import { type RegistryModel, roundOfTicket, seedOf } from './registryModel.ts'
import type { Settings, Trial } from './trial.ts'

/** Result of one strategy in one trial. */
export type Outcome = {
  /** Whether a node of the attacker is in the swarm at the end. */
  readonly won: boolean
  /** Seeds of the same draw that differ from the honest one, over all tries. Must be 0. */
  readonly otherSeeds?: number
  /** Number of tries: moments, keys, rounds. */
  readonly tried?: number
}

export type Play = (trial: Trial, settings: Settings) => Outcome

/** Blocks and keys that are tried. */
export const BLOCKS_TRIED = 256
export const KEYS_TRIED = 2 ** 16

/** Trials in which all blocks, and all keys, are tried. The others try one at random. */
const TRIALS_WITH_ALL_BLOCKS = 64
const TRIALS_WITH_ALL_KEYS = 1

/** Time for which an attacker who knows rounds early waits for a good one. Seconds. */
const WAIT = 86_400

const HONEST_KEYS = 0

const horizonOf = ({ days }: Settings): number => days * 86_400

/** Publishes the round of a node, unless it is too early, and activates the node. Returns its seed. */
const activateAt = (registry: RegistryModel, nodeId: number, time: number): bigint => {
  registry.publish(nodeId, time)
  return registry.activate(nodeId, time)
}

/** Returns the seed of one node that is registered at second 0 and activated as soon as it can be. */
const honestSeed = (trial: Trial, keys = HONEST_KEYS): bigint => {
  const registry = trial.registry()
  const nodeId = registry.register({ time: 0, keys })
  return activateAt(registry, nodeId, registry.timesOf(nodeId).activatable)
}

/** Registers each stake once and keeps its draw. */
export const playHonestly =
  (stakes: number): Play =>
  (trial) => {
    const registry = trial.registry()
    let won = false
    for (let stake = 0; stake < stakes; stake++) {
      const nodeId = registry.register({ time: 0, keys: stake })
      if (trial.wins(activateAt(registry, nodeId, registry.timesOf(nodeId).activatable))) won = true
    }
    return { won }
  }

/** Tries `activate` in each of 256 blocks from a contract that reverts unless the seed is good. */
export const tryEveryBlock: Play = (trial, { rules }) => {
  const honest = honestSeed(trial)
  const isFull = trial.index < TRIALS_WITH_ALL_BLOCKS
  const offsets = isFull ? Array.from({ length: BLOCKS_TRIED }, (_, i) => i) : [trial.random() % BLOCKS_TRIED]
  const seeds = offsets.map((offset) => seedWhenLate(trial, offset * rules.blockSeconds))
  return bestOf(trial, honest, seeds)
}

/** Tries 2^16 keys for one whose node has a good seed. */
export const tryManyKeys: Play = (trial) => {
  const honest = honestSeed(trial)
  const isFull = trial.index < TRIALS_WITH_ALL_KEYS
  const keys = isFull ? Array.from({ length: KEYS_TRIED }, (_, i) => i) : [trial.random() % KEYS_TRIED]
  return bestOf(
    trial,
    honest,
    keys.map((key) => honestSeed(trial, key)),
  )
}

/** Publishes the round of a bad draw only an exit delay later, as the last of all. */
export const publishLate: Play = (trial, { rules }) => {
  const honest = honestSeed(trial)
  return bestOf(trial, honest, [trial.wins(honest) ? honest : seedWhenLate(trial, rules.exitDelay)])
}

const seedWhenLate = (trial: Trial, late: number): bigint => {
  const registry = trial.registry()
  const nodeId = registry.register({ time: 0, keys: HONEST_KEYS })
  return activateAt(registry, nodeId, registry.timesOf(nodeId).activatable + late)
}

const bestOf = (trial: Trial, honest: bigint, seeds: readonly bigint[]): Outcome => ({
  won: seeds.some(trial.wins),
  otherSeeds: seeds.filter((seed) => seed !== honest).length,
  tried: seeds.length,
})

/** How an attacker gets rid of a node with a bad draw. Returns the time at which the stake is free again. */
type ThrowAway = (registry: RegistryModel, nodeId: number) => number

/** Asks for the exit of the Pending node as soon as the draw is known. */
export const leavePending: ThrowAway = (registry, nodeId) => {
  registry.requestExit(nodeId, registry.timesOf(nodeId).known)
  return leave(registry, nodeId)
}

/** Activates the node and asks for its exit at once. Until the exit is due it is listed and earns. */
export const leaveListed: ThrowAway = (registry, nodeId) => {
  const { activatable } = registry.timesOf(nodeId)
  activateAt(registry, nodeId, activatable)
  registry.requestExit(nodeId, activatable)
  return leave(registry, nodeId)
}

const leave = (registry: RegistryModel, nodeId: number): number => {
  const { exitDue } = registry.timesOf(nodeId)
  registry.exit(nodeId, exitDue)
  return exitDue
}

/** Registers each stake, looks at its draw, and throws a bad one away, until the time is over. */
export const abandon =
  (throwAway: ThrowAway): Play =>
  (trial, settings) => {
    const registry = trial.registry()
    const horizon = horizonOf(settings)
    let keys = 0
    for (let stake = 0; stake < settings.stakes; stake++)
      for (let time = 0; ; ) {
        const nodeId = registry.register({ time, keys: keys++ })
        const { known, activatable } = registry.timesOf(nodeId)
        if (activatable > horizon) break
        if (trial.wins(registry.previewSeed(nodeId, known)))
          return { won: trial.wins(activateAt(registry, nodeId, activatable)) }
        time = throwAway(registry, nodeId)
      }
    return { won: false }
  }

/** Number of strides for which an attacker who knows rounds early waits at most. */
export const stridesWaited = ({ rules }: Settings): number => Math.floor(WAIT / rules.stride)

/**
 * Knows each round this many seconds before its time. Waits up to a day for a stride, and for a node id, whose seed is
 * good, and registers then. Registers at the end of the day if there is none.
 *
 * @param ids node ids in each stride: others register between them, or the attacker does with further stakes
 */
export const knowEarly =
  (seconds: number, ids: number): Play =>
  (trial, settings) => {
    const { rules, honestNodes } = settings
    let tried = 0
    for (let stride = 0; stride < stridesWaited(settings); stride++) {
      const time = stride * rules.stride
      const { round, time: roundTime } = roundOfTicket(rules, time)
      if (roundTime - time > seconds) continue
      for (let passed = 0; passed < ids; passed++) {
        tried++
        const isGood = trial.wins(seedOf(trial.randomnessOf(round), honestNodes + passed + 1))
        if (isGood) return { won: trial.wins(registerAfter(trial, time, passed)), tried }
      }
    }
    return { won: trial.wins(registerAfter(trial, WAIT, 0)), tried }
  }

/** Registers a node after so many others of the same moment. Returns its seed. */
const registerAfter = (trial: Trial, time: number, others: number): bigint => {
  const registry = trial.registry()
  for (let keys = 1; keys <= others; keys++) registry.register({ time, keys })
  const nodeId = registry.register({ time, keys: HONEST_KEYS })
  return activateAt(registry, nodeId, registry.timesOf(nodeId).activatable)
}

/** Seconds from one draw of a stake to the next, and draws of one stake that can be activated within `days`. */
export function cadenceOf(settings: Settings, throwAway: ThrowAway): { cycleSeconds: number; draws: number } {
  const { rules } = settings
  // Each cycle begins at a multiple of the stride if the delays are multiples of it.
  const known = roundOfTicket(rules, 0).time
  const activation = Math.max(rules.activationDelay, known)
  const cycleSeconds = rules.exitDelay + (throwAway === leavePending ? known : activation)
  return { cycleSeconds, draws: Math.floor((horizonOf(settings) - activation) / cycleSeconds) + 1 }
}
