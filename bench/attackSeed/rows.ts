import { chanceOf } from './probability.ts'
import {
  abandon,
  BLOCKS_TRIED,
  cadenceOf,
  grindHeader,
  HEADERS_TRIED,
  KEYS_TRIED,
  leaveListed,
  leavePending,
  letDrawsGoBy,
  type Play,
  playHonestly,
  tryEveryBlock,
  tryManyKeys,
  withholdBlock,
} from './strategies.ts'
import type { Settings } from './trial.ts'

/** One line of the table. */
export type Row = {
  readonly id: string
  readonly name: string
  readonly play: Play
  /** Draws that count by the rules; the exact chance follows from it. */
  readonly draws: number
  /** Draws of the same stakes played honestly. */
  readonly honestDraws: number
  readonly cost: string
  /** Chance if the contract lacked the rule that stands against this one. */
  readonly withoutRule?: number
  /** Fewer trials than the other rows, for a row whose trials take long. */
  readonly trialsMax?: number
}

/** A header takes 50 microseconds to hash, and a builder needs hundreds. */
const GRINDING_TRIALS = 200

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** All strategies under these settings, the honest ones first of each kind. */
export function rowsOf(settings: Settings): readonly Row[] {
  const { honestNodes, stakes, days, rules } = settings
  const one = { draws: 1, honestDraws: 1 }
  const pending = cadenceOf(settings, leavePending)
  const listed = cadenceOf(settings, leaveListed)
  const exitBlocks = rules.exitDelay / rules.blockSeconds
  const oneStake = `${days} stake-days`
  const allStakes = `${stakes * days} stake-days`
  // A draw every 65 blocks, thrown away for nothing.
  const freeDraws = stakes * Math.floor((days * 86_400) / (rules.blockSeconds * (rules.lookahead + 1)))
  const freeRedraws = chanceOf(honestNodes, freeDraws)
  return [
    { id: 'a1', name: 'honest, 1 stake', play: playHonestly(1), ...one, cost: oneStake },
    {
      id: 'b',
      name: `${BLOCKS_TRIED} blocks tried for activate`,
      play: tryEveryBlock,
      ...one,
      cost: oneStake,
      withoutRule: chanceOf(honestNodes, BLOCKS_TRIED),
    },
    {
      id: 'c',
      name: `${KEYS_TRIED.toLocaleString('en')} keys tried before register`,
      play: tryManyKeys,
      ...one,
      cost: oneStake,
      withoutRule: chanceOf(honestNodes, KEYS_TRIED),
    },
    {
      id: 'a2',
      name: `honest, ${stakes} stakes`,
      play: playHonestly(stakes),
      draws: stakes,
      honestDraws: stakes,
      cost: allStakes,
    },
    {
      id: 'd1',
      name: 'abandon: exit while Pending',
      play: abandon(leavePending),
      draws: stakes * pending.draws,
      honestDraws: stakes,
      cost: `${allStakes}, no rewards`,
      withoutRule: freeRedraws,
    },
    {
      id: 'd2',
      name: 'abandon: activate, exit at once',
      play: abandon(leaveListed),
      draws: stakes * listed.draws,
      honestDraws: stakes,
      cost: `${allStakes}, ${percent(exitBlocks / listed.cycleBlocks)} of rewards`,
      withoutRule: freeRedraws,
    },
    {
      id: 'e',
      name: 'let the draw go by, renewTicket',
      play: letDrawsGoBy,
      draws: stakes * listed.draws,
      honestDraws: stakes,
      cost: `${allStakes}, no rewards`,
      withoutRule: freeRedraws,
    },
    {
      id: 'f',
      name: 'builder keeps 1 block back',
      play: withholdBlock,
      draws: 2,
      honestDraws: 1,
      cost: 'reward of 1 block (assumed)',
    },
    {
      id: 'g',
      name: `builder grinds extraData, ${HEADERS_TRIED.toLocaleString('en')} tries`,
      play: grindHeader,
      draws: HEADERS_TRIED,
      honestDraws: 1,
      cost: 'right to build 1 block',
      trialsMax: GRINDING_TRIALS,
    },
  ]
}
