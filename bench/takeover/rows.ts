import { answer, leave, sleep } from './defenders.ts'
import { BUCKET_EPOCHS, FIRST_EDITION, type Rules, SECOND_EDITION } from './networkModel.ts'
import { ATTACK_BUCKET, type Moment, type Outcome, playAttack, type Setting, SIMPLE_PLAN } from './playAttack.ts'
import { fastestAlone, fastestControl, fastestSinceLaunch } from './searchAttack.ts'

export const NETWORKS = [12, 100, 1_500] as const

/** Epochs of the default launch. */
export const LAUNCH_EPOCHS = 336

/** Hours after which a play without success ends. */
const HORIZON = 1_000

/** Stakes for each honest node. With eight an attacker can suspend all at once. */
const STAKES_SHARE = 8

/** One line of the table. Hours count from the first activation of the attacker, if the case does not say otherwise. */
export type Row = {
  readonly id: string
  readonly name: string
  readonly honestNodes: number
  readonly third?: Moment
  readonly control?: Moment
  readonly alone?: Moment
  /** Least hours that the design allows to two thirds and to the last honest node. */
  readonly bars: { readonly control?: number; readonly alone?: number }
  /** Hours without the rule against this case: to the last honest node, in the second case to two thirds. */
  readonly withoutRule?: number
}

export const settingOf = (honestNodes: number, given: Partial<Setting> = {}): Setting => ({
  rules: SECOND_EDITION,
  honestNodes,
  launchEpochs: 0,
  defence: sleep,
  stakesMax: STAKES_SHARE * honestNodes,
  horizon: HORIZON,
  ...given,
})

const without = (rule: keyof Rules): Rules => ({ ...SECOND_EDITION, [rule]: false })

/** Best attacks on a network of so many honest nodes. */
export const attacksOn = (honestNodes: number) => ({
  first: () => fastestAlone(settingOf(honestNodes, { rules: FIRST_EDITION, stakesMax: 2 * honestNodes })),
  asleep: (rules = SECOND_EDITION) => fastestAlone(settingOf(honestNodes, { rules })),
  answering: (rules = SECOND_EDITION) => fastestControl(settingOf(honestNodes, { rules, defence: answer })),
  launch: (rules = SECOND_EDITION, launchEpochs = LAUNCH_EPOCHS) =>
    fastestSinceLaunch(settingOf(honestNodes, { rules, launchEpochs })),
})

/** The rows of one network. */
export function rowsOf(honestNodes: number): readonly Row[] {
  const attacks = attacksOn(honestNodes)
  const momentsOf = (outcome: Outcome | undefined) => ({ ...outcome, honestNodes })
  const launch = attacks.launch()
  const hoursOf = (outcome: Outcome | undefined, moment: 'control' | 'alone') => outcome?.[moment]?.hours
  const launchWithout = hoursOf(attacks.launch(without('launchWeek')), 'alone')
  // A launch of one epoch: that of all nodes is its last.
  const late = attacks.launch(SECOND_EDITION, 1)
  const lateWithout = hoursOf(attacks.launch(without('launchWeek'), 1), 'alone')
  const asleep = hoursOf(attacks.asleep(without('removalsCount')), 'alone')
  const answering = hoursOf(attacks.answering(without('youngReturnsCount')), 'control')
  return [
    { id: 'a', name: 'first edition', ...momentsOf(attacks.first()), bars: {} },
    {
      id: 'b',
      name: 'honest asleep',
      ...momentsOf(attacks.asleep()),
      bars: { control: 240, alone: 336 },
      ...(asleep === undefined ? {} : { withoutRule: asleep }),
    },
    {
      id: 'c',
      name: 'honest answer',
      ...momentsOf(attacks.answering()),
      bars: { control: honestNodes < 100 ? 360 : 648 },
      ...(answering === undefined ? {} : { withoutRule: answering }),
    },
    {
      id: 'd',
      name: 'majority since the launch, from its start',
      ...momentsOf(launch),
      bars: { alone: LAUNCH_EPOCHS },
      ...(launchWithout === undefined ? {} : { withoutRule: launchWithout }),
    },
    {
      id: 'e',
      name: 'the same, from its end',
      honestNodes,
      ...(launch?.alone && { alone: { ...launch.alone, hours: launch.alone.hours - LAUNCH_EPOCHS } }),
      bars: { alone: 168 },
      ...(launchWithout === undefined ? {} : { withoutRule: launchWithout - LAUNCH_EPOCHS }),
    },
    {
      id: 'f',
      name: 'the same, when all came in its last epoch',
      honestNodes,
      ...(late?.alone && { alone: { ...late.alone, hours: late.alone.hours - 1 } }),
      bars: { alone: 168 },
      ...(lateWithout === undefined ? {} : { withoutRule: lateWithout - 1 }),
    },
  ]
}

/** Hours after which all honest nodes have left with their principal, and the most that are removed before. */
export function leavingOf(honestNodes: number): { hours: number; removed: number } {
  const start = ATTACK_BUCKET * BUCKET_EPOCHS + BUCKET_EPOCHS - 1
  const plan = { ...SIMPLE_PLAN, evictsAfter: 1, removes: true, removesFirst: true }
  const { alone, removed } = playAttack(settingOf(honestNodes, { defence: leave(start) }), plan)
  return { hours: alone?.hours ?? Number.POSITIVE_INFINITY, removed }
}
