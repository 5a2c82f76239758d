import { LOCAL_CHAIN_IDS } from '../shared/localChains.ts'
import { decompressG1, decompressG2 } from '../shared/signing/beacon.ts'
import type { G1Point, G2Point } from '../shared/signing/bls.ts'
import { LookaheadTooShortError } from './errors.ts'
import { LOCAL_BEACON_KEY, LOCAL_BEACON_PERIOD, signLocalRound } from './localBeacon.ts'

/** A randomness beacon, and one round that it has made. Times are unix seconds. */
export type Beacon = {
  readonly publicKey: G2Point
  /** Time of round 1. */
  readonly genesis: number
  /** Seconds from one round to the next. */
  readonly period: number
  /** The contract is refused unless it verifies this round and refuses the next one under the same signature. */
  readonly knownRound: number
  readonly knownSignature: G1Point
}

/** Public key of drand's *quicknet*, compressed. Source: https://api.drand.sh, checked against its rounds. */
const QUICKNET_KEY =
  '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451' +
  '0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a'

/** Signature of its round 1000, compressed. */
const QUICKNET_ROUND_1000 =
  'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'

/** Returns drand's *quicknet*, the beacon of public chains. */
export const quicknet = (): Beacon => {
  const knownSignature = decompressG1(QUICKNET_ROUND_1000)
  if (knownSignature === undefined) throw new Error('The signature of round 1000 of quicknet is not a point of G1.')
  return {
    publicKey: decompressG2(QUICKNET_KEY),
    genesis: 1_692_803_367,
    period: 3,
    knownRound: 1_000,
    knownSignature,
  }
}

/** Returns the beacon of local chains. @param genesis time of its round 1, unix seconds, not after the newest block */
export const localBeacon = (genesis: number): Beacon => ({
  publicKey: decompressG2(LOCAL_BEACON_KEY),
  genesis,
  period: LOCAL_BEACON_PERIOD,
  knownRound: 1,
  knownSignature: signLocalRound(1),
})

/** A family of chains by how far a sequencer may set the clock back. */
export type ChainKind = 'local' | 'L1' | 'OP stack' | 'Arbitrum' | 'unknown'

const KIND_OF_CHAIN: ReadonlyMap<number, ChainKind> = new Map([
  ...LOCAL_CHAIN_IDS.map((id) => [id, 'local'] as const),
  // Mainnet, Sepolia, Holesky, Hoodi.
  ...[1, 11_155_111, 17_000, 560_048].map((id) => [id, 'L1'] as const),
  // OP Mainnet, Base, Unichain, Ink, and the test chains of the first two.
  ...[10, 8_453, 130, 57_073, 11_155_420, 84_532].map((id) => [id, 'OP stack'] as const),
  // One, Nova, Sepolia.
  ...[42_161, 42_170, 421_614].map((id) => [id, 'Arbitrum'] as const),
])

/** Returns the family of a chain. */
export const kindOfChain = (chainId: number): ChainKind => KIND_OF_CHAIN.get(chainId) ?? 'unknown'

/** Seconds that a chain of each kind can be behind the wall clock, also after an outage. Nothing is at stake locally. */
const LEAST_LOOKAHEAD: Readonly<Record<ChainKind, number>> = {
  local: 0,
  L1: 3_600,
  'OP stack': 43_200,
  Arbitrum: 86_400,
  unknown: 86_400,
}

/** Local chains are for people who watch: a ticket waits for half a minute at most. */
const LOCAL_LOOKAHEAD = 15
const LOCAL_STRIDE = 15

/** All who register within this time share one publication. */
const STRIDE = 600

/** Waits of a ticket. Seconds. */
export type Waits = {
  /** Minimum from a ticket to its round. */
  readonly lookahead: number
  /** Distance of the rounds that tickets name. */
  readonly stride: number
}

/**
 * Returns the waits of a chain. A lookahead that is given must be at least as long as the chain can be behind.
 *
 * @throws LookaheadTooShortError
 */
export const waitsOf = (chainId: number, given: Partial<Waits>): Waits => {
  const kind = kindOfChain(chainId)
  const least = LEAST_LOOKAHEAD[kind]
  const lookahead = given.lookahead ?? (kind === 'local' ? LOCAL_LOOKAHEAD : least)
  if (lookahead < least) throw new LookaheadTooShortError({ lookahead, least, kind, chainId })
  return { lookahead, stride: given.stride ?? (kind === 'local' ? LOCAL_STRIDE : STRIDE) }
}
