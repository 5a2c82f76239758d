import type { Hex } from 'viem'
import { encodePublication } from '../../cli/lib/beacon/encodePublication.ts'
import type { Deployment } from '../../deploy/deploy.ts'
import { signLocalRound } from '../../deploy/localBeacon.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { splitTicket } from '../../shared/serviceNode/ticket.ts'
import type { ChainClient } from './chainClient.ts'

/** Encodes the publication of a round of the local beacon. */
export const encodeLocalRound = (round: number): Hex => encodePublication(round, signLocalRound(round))

/**
 * Publishes the rounds that nodes wait for, each in a block of its own. The chain's automining must be on.
 *
 * @returns the rounds
 * @throws if a publication reverts
 */
export const publishRoundsOf = async (
  client: ChainClient,
  { registry, randomness }: Pick<Deployment, 'registry' | 'randomness'>,
  nodeIds: readonly number[],
): Promise<number[]> => {
  const rounds = new Set<number>()
  for (const nodeId of nodeIds) {
    const read = {
      address: registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'serviceNode',
      args: [nodeId],
    } as const
    rounds.add(splitTicket((await client.readContract(read)).ticket).round)
  }
  for (const round of rounds) {
    const hash = await client.sendTransaction({ to: randomness, data: encodeLocalRound(round) })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`The publication of round ${round} reverted.`)
  }
  return [...rounds]
}
