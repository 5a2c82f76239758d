import type { Hex, PublicClient } from 'viem'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'

/** The source of randomness that new tickets name. Times are unix seconds. */
export type Source = {
  readonly address: Hex
  /** Time of round 1. */
  readonly genesis: number
  /** Seconds from one round to the next. */
  readonly period: number
  /** Minimum of seconds from a ticket to its round. */
  readonly lookahead: number
  /** Seconds between the rounds that tickets name. */
  readonly stride: number
  /** Highest round that is published. */
  readonly newestRound: number
  /** Round of a ticket that is taken now. */
  readonly ticket: { readonly round: number; readonly time: number }
}

/** Reads the source of a registry at its newest block. */
export const readSource = async ({
  client,
  registry,
}: {
  readonly client: PublicClient
  readonly registry: Hex
}): Promise<Source> => {
  const named = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'randomness' } as const
  const address = await client.readContract(named)
  const contract = { address, abi: beaconRandomnessAbi } as const
  const [genesis, period, lookahead, stride, newestRound, [round, time]] = await Promise.all([
    client.readContract({ ...contract, functionName: 'GENESIS' }),
    client.readContract({ ...contract, functionName: 'PERIOD' }),
    client.readContract({ ...contract, functionName: 'LOOKAHEAD' }),
    client.readContract({ ...contract, functionName: 'STRIDE' }),
    client.readContract({ ...contract, functionName: 'newestRound' }),
    client.readContract({ ...contract, functionName: 'ticket' }),
  ])
  return {
    ...{ genesis, period, lookahead, stride, newestRound },
    address: address.toLowerCase() as Hex,
    ticket: { round, time },
  }
}
