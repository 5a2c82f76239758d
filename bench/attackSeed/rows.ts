import { chanceOf } from './probability.ts'
import {
  abandon,
  BLOCKS_TRIED,
  cadenceOf,
  KEYS_TRIED,
  knowEarly,
  leaveListed,
  leavePending,
  type Play,
  playHonestly,
  publishLate,
  stridesWaited,
  tryEveryBlock,
  tryManyKeys,
} from './strategies.ts'
import type { Settings } from './trial.ts'

/** One line of the table. */
export type Row = {
  readonly id: string
  readonly name: string
  readonly play: Play
  /** Draws that count by the rules. The exact chance follows from them. */
  readonly draws: number
  /** Draws of the same stakes played honestly. */
  readonly honestDraws: number
  readonly cost: string
  /** Chance if the contract lacked the rule that stands against this one. */
  readonly withoutRule?: number
}

/** Node ids that an attacker who knows rounds chooses from in a stride. */
const IDS = 10

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** All strategies under these settings, the honest ones first of each kind. */
export function rowsOf(settings: Settings): readonly Row[] {
  const { honestNodes, stakes, days, rules } = settings
  const one = { draws: 1, honestDraws: 1 }
  const pending = cadenceOf(settings, leavePending)
  const listed = cadenceOf(settings, leaveListed)
  const strides = stridesWaited(settings)
  const oneStake = `${days} stake-days`
  const allStakes = `${stakes * days} stake-days`
  // A draw every lookahead and stride, thrown away at no cost.
  const freeDraws = stakes * Math.floor((days * 86_400) / (rules.lookahead + rules.stride))
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
      cost: `${allStakes}, ${percent(rules.exitDelay / listed.cycleSeconds)} of rewards`,
      withoutRule: freeRedraws,
    },
    {
      id: 'e',
      name: 'publish a bad draw 14 days late',
      play: publishLate,
      ...one,
      cost: oneStake,
      withoutRule: chanceOf(honestNodes, cadenceOf({ ...settings, stakes: 1 }, leaveListed).draws),
    },
    {
      id: 'f',
      name: `know rounds ${(rules.lookahead - 1).toLocaleString('en')} s early`,
      play: knowEarly(rules.lookahead - 1, IDS),
      ...one,
      cost: 'the clock of the chain',
      withoutRule: chanceOf(honestNodes, strides * IDS),
    },
    {
      id: 'g',
      name: `beacon's threshold waits a day: ${strides} strides`,
      play: knowEarly(Number.POSITIVE_INFINITY, 1),
      draws: strides + 1,
      honestDraws: 1,
      cost: 'most of the members of the beacon',
    },
    {
      id: 'h',
      name: `the same, ${IDS} node ids in each`,
      play: knowEarly(Number.POSITIVE_INFINITY, IDS),
      draws: strides * IDS + 1,
      honestDraws: 1,
      cost: 'the same, and others who register',
    },
  ]
}
