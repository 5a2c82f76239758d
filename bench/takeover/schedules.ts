import { answer, sleep } from './defenders.ts'
import type { Attempt, Kind, Refusal } from './networkModel.ts'
import { type Outcome, playAttack, type Setting, SIMPLE_PLAN } from './playAttack.ts'
import { attacksOn, LAUNCH_EPOCHS, settingOf } from './rows.ts'

/** Honest nodes of the networks that the contracts play too. */
const HONEST_NODES = 12

/** Numbers of the calls and errors in a schedule, in order. `test/contracts/attacks/takeover.t.sol` has the same. */
const KINDS: readonly Kind[] = ['activate', 'suspend', 'remove', 'resumeByOperator']
const REFUSALS: readonly (Refusal | undefined)[] = [
  undefined,
  'ActivationLimitReached',
  'LaunchNotOver',
  'RemovalLimitReached',
  'ResumeTooEarly',
  'SuspensionLimitReached',
  'TooManyNonSigners',
]

/** Numbers of a step: seconds, kind, node id, epoch of the set that signed, 1 if the attacker signed, refusal. */
const numbersOf = ({ time, kind, nodeId, signed, refusal }: Attempt): readonly number[] => {
  const [kindAt, refusalAt] = [KINDS.indexOf(kind), REFUSALS.indexOf(refusal)]
  if (kindAt < 0 || refusalAt < 0) throw new Error(`The schedule has no number for ${kind} with ${refusal}.`)
  return [time, kindAt, nodeId, signed?.epoch ?? 0, signed?.by === 'attacker' ? 1 : 0, refusalAt]
}

const recordOf = (setting: Setting, { plan }: Pick<Outcome, 'plan'>): readonly number[] => {
  const steps: number[] = []
  playAttack(setting, plan, (attempt) => steps.push(...numbersOf(attempt)))
  return steps
}

/** The fastest attacks on 12 honest nodes, call by call, with each call that is one too many. */
export function schedulesOf(): Readonly<Record<string, readonly number[]>> {
  const attacks = attacksOn(HONEST_NODES)
  const found = (outcome: Outcome | undefined): Outcome => {
    if (outcome === undefined) throw new Error('The attack has no end within the horizon.')
    return outcome
  }
  const asleep = found(attacks.asleep())
  const answering = found(attacks.answering())
  const launch = found(attacks.launch())
  const until = (outcome: Outcome, moment: 'control' | 'alone') => ({ horizon: (outcome[moment]?.hours ?? 0) + 1 })
  return {
    control: recordOf(settingOf(HONEST_NODES, { defence: sleep, ...until(asleep, 'control') }), {
      plan: { ...SIMPLE_PLAN, evictsAfter: 1 },
    }),
    asleep: recordOf(settingOf(HONEST_NODES, until(asleep, 'alone')), asleep),
    answering: recordOf(settingOf(HONEST_NODES, { defence: answer, ...until(answering, 'control') }), {
      plan: { ...answering.plan, evictsAfter: 1 },
    }),
    launch: recordOf(settingOf(HONEST_NODES, { launchEpochs: LAUNCH_EPOCHS, ...until(launch, 'alone') }), {
      plan: { ...launch.plan, evictsAfter: LAUNCH_EPOCHS - 1 },
    }),
  }
}
