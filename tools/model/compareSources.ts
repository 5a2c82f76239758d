import { zeroAddress } from 'viem'
import type { Driver } from './driver/createDriver.ts'
import { expectSame } from './expectSame.ts'
import {
  beaconAt,
  beaconOfSource,
  currentSource,
  namedRound,
  newestRound,
  publishedBy,
  timeOfRound,
} from './randomness.ts'
import type { ModelState } from './state.ts'

/** Compares the source of new tickets, and the ticket of this block. */
export const compareSource = async (state: ModelState, { views, head }: Driver): Promise<void> => {
  const index = beaconOfSource(state, currentSource(state))
  const beacon = beaconAt(state, index)
  expectSame('the source', beacon.address, await views.source())
  const round = namedRound(state, index, head().time)
  expectSame('the ticket', [round, timeOfRound(beacon, round)], await views.ticket(beacon.address))
}

/** Compares every source, and every published round. */
export const compareSources = async (state: ModelState, { views }: Driver): Promise<void> => {
  for (const [source, index] of state.sources.entries()) {
    expectSame(`source ${source}`, beaconAt(state, index).address, await views.sourceOf(source))
  }
  expectSame('the source after the last one', zeroAddress, await views.sourceOf(state.sources.length))
  for (const [index, { address, randomnessOf }] of state.world.beacons.entries()) {
    const rounds = publishedBy(state, index)
    expectSame(`the newest round of beacon ${index}`, newestRound(state, index), await views.newestRound(address))
    for (const round of rounds) {
      const actual = await views.randomnessOf(address, round)
      expectSame(`round ${round} of beacon ${index}`, randomnessOf(round), actual)
    }
    for (const { ticket } of state.nodes.values()) {
      const isPublished = await views.isPublished(address, ticket.round)
      expectSame(`whether round ${ticket.round} of beacon ${index} is published`, rounds.has(ticket.round), isPublished)
    }
  }
}
