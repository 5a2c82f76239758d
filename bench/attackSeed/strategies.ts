import { keccak256 } from '../../shared/keccak.ts'
import { randomBytes } from './random.ts'
import { type RegistryModel, seedOf } from './registryModel.ts'
import type { Settings, Trial } from './trial.ts'

/** Outcome of one strategy in one trial. */
export type Outcome = {
  /** Whether a node of the attacker is in the swarm at the end. */
  readonly won: boolean
  /** Seeds that one and the same draw had, other than the honest one, over all that was tried. Must be 0. */
  readonly otherSeeds?: number
  /** Things tried: blocks, keys, headers. */
  readonly tried?: number
}

export type Play = (trial: Trial, settings: Settings) => Outcome

/** Blocks and keys that are tried. */
export const BLOCKS_TRIED = 256
export const KEYS_TRIED = 2 ** 16

/** Headers that a builder has the time to hash; a second of one core has more. */
export const HEADERS_TRIED = 2 ** 16

/** Trials in which all 256 blocks, and all 2^16 keys, are really gone through; in the others one of them at random. */
const TRIALS_WITH_ALL_BLOCKS = 64
const TRIALS_WITH_ALL_KEYS = 1

/** A header since Prague has about so many bytes; 32 of them, `extraData`, are whatever its builder likes. */
const HEADER_BYTES = 640
const EXTRA_DATA_OFFSET = 500

const HONEST_KEYS = 0

const horizonOf = ({ days, rules }: Settings): number => Math.floor((days * 86_400) / rules.blockSeconds)

/** One node, registered in block 0 and activated at once when it may be: its seed. */
const honestSeed = (trial: Trial, keys = HONEST_KEYS): bigint => {
  const registry = trial.registry()
  const nodeId = registry.register({ block: 0, keys })
  return registry.activate(nodeId, registry.blocksOf(nodeId).activatable)
}

/** Registers each stake once and keeps what it draws. */
export const playHonestly =
  (stakes: number): Play =>
  (trial) => {
    const registry = trial.registry()
    let won = false
    for (let stake = 0; stake < stakes; stake++) {
      const nodeId = registry.register({ block: 0, keys: stake })
      if (trial.wins(registry.activate(nodeId, registry.blocksOf(nodeId).activatable))) won = true
    }
    return { won }
  }

/** Has a contract try `activate` in each of 256 blocks and revert unless the seed is a good one. */
export const tryEveryBlock: Play = (trial) => {
  const honest = honestSeed(trial)
  const isFull = trial.index < TRIALS_WITH_ALL_BLOCKS
  const offsets = isFull ? Array.from({ length: BLOCKS_TRIED }, (_, i) => i) : [trial.random() % BLOCKS_TRIED]
  const seeds = offsets.map((offset) => {
    const registry = trial.registry()
    const nodeId = registry.register({ block: 0, keys: HONEST_KEYS })
    return registry.activate(nodeId, registry.blocksOf(nodeId).activatable + offset)
  })
  return bestOf(trial, honest, seeds)
}

/** Goes through 2^16 keys for the one whose node has the seed it wants. */
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

const bestOf = (trial: Trial, honest: bigint, seeds: readonly bigint[]): Outcome => ({
  won: seeds.some(trial.wins),
  otherSeeds: seeds.filter((seed) => seed !== honest).length,
  tried: seeds.length,
})

/** Abandons a node whose draw is bad. Returns the block in which the stake is free again. */
type ThrowAway = (registry: RegistryModel, nodeId: number) => number

/** Asks for the exit of the Pending node as soon as the draw is known. */
export const leavePending: ThrowAway = (registry, nodeId) => {
  registry.requestExit(nodeId, registry.blocksOf(nodeId).known)
  return leave(registry, nodeId)
}

/** Activates the node and asks for its exit at once: until that is due it is listed and earns. */
export const leaveListed: ThrowAway = (registry, nodeId) => {
  const { activatable } = registry.blocksOf(nodeId)
  registry.activate(nodeId, activatable)
  registry.requestExit(nodeId, activatable)
  return leave(registry, nodeId)
}

const leave = (registry: RegistryModel, nodeId: number): number => {
  const { exitDue } = registry.blocksOf(nodeId)
  registry.exit(nodeId, exitDue)
  return exitDue
}

/** Each stake registers, looks at its draw, and throws it away unless it is a good one; until the time is over. */
export const abandon =
  (throwAway: ThrowAway): Play =>
  (trial, settings) => {
    const registry = trial.registry()
    const horizon = horizonOf(settings)
    let keys = 0
    for (let stake = 0; stake < settings.stakes; stake++)
      for (let block = 0; ; ) {
        const nodeId = registry.register({ block, keys: keys++ })
        const { known, activatable } = registry.blocksOf(nodeId)
        if (activatable > horizon) break
        if (trial.wins(registry.previewSeed(nodeId, known)))
          return { won: trial.wins(registry.activate(nodeId, activatable)) }
        block = throwAway(registry, nodeId)
      }
    return { won: false }
  }

/** Each stake lets a bad draw go by and asks for a new ticket. */
export const letDrawsGoBy: Play = (trial, settings) => {
  const registry = trial.registry({ rules: settings.rules })
  const horizon = horizonOf(settings)
  for (let stake = 0; stake < settings.stakes; stake++) {
    const nodeId = registry.register({ block: 0, keys: stake })
    for (;;) {
      const { known, activatable, renewable } = registry.blocksOf(nodeId)
      if (activatable > horizon) break
      if (trial.wins(registry.previewSeed(nodeId, known)))
        return { won: trial.wins(registry.activate(nodeId, activatable)) }
      registry.renewTicket(nodeId, renewable)
    }
  }
  return { won: false }
}

/** Builds the block of the draw, and keeps it back once where the draw is bad: the next builder's counts then. */
export const withholdBlock: Play = (trial, { rules }) => {
  const won = [0, 1].some((attempt) => {
    const registry = trial.registry({
      hashOf: (block) => trial.hashOf(block, block === rules.lookahead ? attempt : 0),
    })
    const nodeId = registry.register({ block: 0, keys: HONEST_KEYS })
    return trial.wins(registry.activate(nodeId, registry.blocksOf(nodeId).activatable))
  })
  return { won }
}

/** Builds the block of the draw, and tries one `extraData` after the other until its hash draws a good seed. */
export const grindHeader: Play = (trial, { honestNodes }) => {
  const header = randomBytes(trial.random, HEADER_BYTES)
  const view = new DataView(header.buffer)
  for (let tried = 1; tried <= HEADERS_TRIED; tried++) {
    view.setUint32(EXTRA_DATA_OFFSET, tried)
    const hash = keccak256(header)
    // The same formula as the registry's, without the bookkeeping.
    if (!trial.wins(seedOf(hash, honestNodes + 1))) continue
    const registry = trial.registry({ hashOf: () => hash })
    const nodeId = registry.register({ block: 0, keys: HONEST_KEYS })
    const seed = registry.activate(nodeId, registry.blocksOf(nodeId).activatable)
    return { won: trial.wins(seed), tried }
  }
  return { won: false, tried: HEADERS_TRIED }
}

/** Blocks from one draw of a stake to the next, and the draws of one stake within `days` that can still be activated. */
export function cadenceOf(settings: Settings, throwAway: ThrowAway): { cycleBlocks: number; draws: number } {
  const { rules } = settings
  const activation = Math.ceil(rules.activationDelay / rules.blockSeconds)
  const exit = Math.ceil(rules.exitDelay / rules.blockSeconds)
  const cycleBlocks = exit + (throwAway === leavePending ? rules.lookahead + 1 : activation)
  return { cycleBlocks, draws: Math.floor((horizonOf(settings) - activation) / cycleBlocks) + 1 }
}
