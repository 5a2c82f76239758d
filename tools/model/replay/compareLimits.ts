import type { Hex } from 'viem'
import type { Driver } from '../driver/createDriver.ts'
import { DifferenceError } from '../errors.ts'
import type { Rebuilt } from './rebuilt.ts'

/** Slots to search. Each contract has fewer variables, and one of their slots holds the counters. */
const SLOTS_MAX = 32n

/** Counters of the last eight buckets, the newest lowest. */
const BUCKETS = 8

type Counted = ReadonlyMap<number, number>

/** The newest counted bucket; 0: none. */
const lastOf = (counted: Counted): number => (counted.size === 0 ? 0 : Math.max(...counted.keys()))

const countersOf = (counted: Counted, bits: number): bigint => {
  let word = 0n
  for (let back = 0; back < BUCKETS; back++) {
    word |= BigInt(counted.get(lastOf(counted) - back) ?? 0) << BigInt(back * bits)
  }
  return word
}

/** Packs fields into a word, the first lowest. */
const pack = (fields: readonly (readonly [value: bigint, bits: number])[]): bigint => {
  let [word, shift] = [0n, 0n]
  for (const [value, bits] of fields) {
    word |= value << shift
    shift += BigInt(bits)
  }
  return word
}

/**
 * The counters of activations, suspensions and removals have no views. Some slot of the registry and of the signer sets
 * must hold them: see `RegistryState` and `SignerSets`.
 */
export const compareLimits = async (driver: Driver, rebuilt: Rebuilt): Promise<void> => {
  const { registry, signerSets } = driver.deployment
  const { nodes, pausedUntil, principalOwed, activations, suspensionsByBucket, removalsByBucket } = rebuilt
  const ofRegistry = pack([
    [BigInt(nodes.size), 32],
    [BigInt(pausedUntil), 40],
    [principalOwed, 96],
    [BigInt(activations.bucket), 32],
    [BigInt(activations.count), 16],
    [BigInt(activations.max), 16],
  ])
  const ofSigners = pack([
    [BigInt(lastOf(removalsByBucket)), 24],
    [countersOf(removalsByBucket, 8), 64],
    [BigInt(lastOf(suspensionsByBucket)), 24],
    [countersOf(suspensionsByBucket, 16), 128],
  ])
  await findWord(driver, registry, ofRegistry, 'the counters of activations')
  await findWord(driver, signerSets, ofSigners, 'the counters of removals and suspensions')
}

const findWord = async (driver: Driver, contract: Hex, expected: bigint, what: string): Promise<void> => {
  const words: Hex[] = []
  for (let slot = 0n; slot < SLOTS_MAX; slot++) words.push(await driver.storageAt(contract, slot))
  if (!words.some((actual) => BigInt(actual) === expected))
    throw new DifferenceError({ what, expected: `0x${expected.toString(16)}`, actual: words })
}
