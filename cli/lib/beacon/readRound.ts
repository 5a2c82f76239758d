import type { Hex, PublicClient } from 'viem'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { Ticket } from '../../../shared/serviceNode/ticket.ts'

/** A round of a source of randomness. */
export type Round = {
  readonly number: number
  /** Contract of the source. */
  readonly source: Hex
  /** Unix seconds. */
  readonly time: number
  readonly isPublished: boolean
}

/** Reads the round of a ticket. */
export const readRound = async (
  { client, registry }: { readonly client: PublicClient; readonly registry: Hex },
  { source: index, round }: Ticket,
): Promise<Round> => {
  const source = await client.readContract({
    address: registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'randomnessSource',
    args: [index],
  })
  return readRoundOf(client, source, round)
}

/** Reads a round of a source. */
export const readRoundOf = async (client: PublicClient, source: Hex, round: number): Promise<Round> => {
  const contract = { address: source, abi: beaconRandomnessAbi, args: [round] } as const
  const [time, isPublished] = await Promise.all([
    client.readContract({ ...contract, functionName: 'timeOf' }),
    client.readContract({ ...contract, functionName: 'isPublished' }),
  ])
  return { number: round, source: source.toLowerCase() as Hex, time: Number(time), isPublished }
}
