import { scoreInto, scoreOf } from '../../shared/swarm/score.ts'
import { SWARM_SIZE } from '../../shared/swarm/swarmOf.ts'
import { createRandom, type Random, randomBytes, randomNumbers } from './random.ts'
import { createRegistryModel, type RegistryModel, type Rules } from './registryModel.ts'

/** Settings that all trials share. */
export type Settings = {
  /** Seed of the random numbers. */
  readonly seed: number
  readonly honestNodes: number
  /** The bucket that the attacker wants to serve. */
  readonly bucket: number
  readonly stakes: number
  readonly days: number
  readonly rules: Rules
}

/** One honest network and the rounds of one beacon. Every strategy is played on the same. */
export type Trial = {
  readonly index: number
  /** Halves of the seeds of the honest nodes, see `scoreInto`. */
  readonly honestSeeds: Uint32Array
  /** Whether a node of this seed, of an operator and a subnet of its own, is in the swarm of the bucket. */
  readonly wins: (seed: bigint) => boolean
  /** Makes a registry without a node of the attacker, with these rounds. */
  readonly registry: () => RegistryModel
  /** Randomness of a round. */
  readonly randomnessOf: (round: number) => Uint8Array
  /** For choices that a strategy leaves to chance. */
  readonly random: Random
}

const RANDOMNESS_BYTES = 32

/** Labels of the random numbers by their use. */
const NETWORK = 1
const BEACON = 2
const CHOICES = 3

export function createTrial(settings: Settings, index: number): Trial {
  const { seed, honestNodes, bucket, rules } = settings
  const honestSeeds = randomNumbers(createRandom(seed, index, NETWORK), 2 * honestNodes)
  const threshold = lastInSwarm(honestSeeds, bucket)
  const randomnessOf = (round: number): Uint8Array =>
    randomBytes(createRandom(seed, index, BEACON, round), RANDOMNESS_BYTES)
  return {
    index,
    honestSeeds,
    randomnessOf,
    // A draw of 64 bits: equal scores, which the lower id would decide, do not occur.
    wins: (candidate) => scoreOf(candidate, bucket) > threshold,
    registry: () => createRegistryModel({ rules, randomnessOf, nodesBefore: honestNodes }),
    random: createRandom(seed, index, CHOICES),
  }
}

/** The seventh highest score of all nodes: honest nodes have an operator and a subnet each. */
function lastInSwarm(seeds: Uint32Array, bucket: number): bigint {
  const scores = new Uint32Array(seeds.length)
  scoreInto(seeds, bucket, scores)
  // 53 bits as a number to find the seven quickly; their order among themselves is of no interest.
  const best = new Float64Array(SWARM_SIZE).fill(-1)
  const at = new Int32Array(SWARM_SIZE)
  for (let i = 0; i < scores.length; i += 2) {
    const key = (scores[i] as number) * 2 ** 21 + ((scores[i + 1] as number) >>> 11)
    let place = SWARM_SIZE - 1
    if (key <= (best[place] as number)) continue
    for (; place > 0 && key > (best[place - 1] as number); place--) {
      best[place] = best[place - 1] as number
      at[place] = at[place - 1] as number
    }
    best[place] = key
    at[place] = i
  }
  const last = at[SWARM_SIZE - 1] as number
  return (BigInt(scores[last] as number) << 32n) | BigInt(scores[last + 1] as number)
}
