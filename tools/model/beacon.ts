import type { Hex } from 'viem'

/** A contract of a beacon, and the values fixed at its deployment. Unix seconds. */
export type Beacon = {
  readonly address: Hex
  /** Time of round 1. */
  readonly genesis: number
  /** Seconds from one round to the next. */
  readonly period: number
  /** Minimum from a ticket to its round. */
  readonly lookahead: number
  /** Distance of the rounds that tickets name. */
  readonly stride: number
  /** The round that its constructor publishes. */
  readonly knownRound: number
  /** sha256 of the compressed signature, computed without a contract. */
  readonly randomnessOf: (round: number) => Hex
}

/** Index of a contract in `World.beacons`. */
export type BeaconIndex = number
