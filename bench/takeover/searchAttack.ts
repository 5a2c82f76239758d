import type { AttackPlan } from './attacker.ts'
import { BUCKET_EPOCHS, WEEK_EPOCHS } from './networkModel.ts'
import { type Moment, type Outcome, playAttack, type Setting, SIMPLE_PLAN } from './playAttack.ts'

/** Buckets after the first possible one at whose beginning or end honest nodes are suspended first. */
const EVICTION_BUCKETS = 9
/** Epochs at which suspended nodes come back first: as soon as possible, or together on one of these days. */
const RETURN_DAYS = 8
/** Attackers for each honest node in the launch. Eight let the attacker suspend all at once. */
const LAUNCH_SHARES = [2, 3, 4, 7, 8]

const REMOVALS = [
  { removes: false, removesFirst: false },
  { removes: true, removesFirst: false },
  { removes: true, removesFirst: true },
]

/** An attacker that suspends no node, since the time of control is asked for. */
const NEVER = Number.POSITIVE_INFINITY

type Goal = 'control' | 'alone'

const best = (setting: Setting, plans: readonly AttackPlan[], goal: Goal): Outcome | undefined => {
  let found: Outcome | undefined
  for (const plan of plans) {
    // A play that is not faster is of no use.
    const horizon = Math.min(setting.horizon, (found?.[goal] as Moment | undefined)?.hours ?? setting.horizon)
    const outcome = playAttack({ ...setting, horizon }, plan)
    const hours = outcome[goal]?.hours
    if (hours !== undefined && hours < (found?.[goal]?.hours ?? NEVER)) found = outcome
  }
  return found
}

/** Returns the play that has two thirds of a set first. */
export const fastestControl = (setting: Setting): Outcome | undefined => {
  const days = Array.from({ length: RETURN_DAYS }, (_, day) => WEEK_EPOCHS + BUCKET_EPOCHS * day)
  const returns = [WEEK_EPOCHS, ...days.flatMap((hours) => [hours, hours + 1, hours + 2])]
  const plans = returns.map((returnsAfter) => ({ ...SIMPLE_PLAN, returnsAfter, evictsAfter: NEVER }))
  return best(setting, plans, 'control')
}

/** Returns the play after which no honest node is on the list first. */
export const fastestAlone = (setting: Setting): Outcome | undefined => {
  const control = playAttack(setting, { ...SIMPLE_PLAN, evictsAfter: NEVER }).control
  if (control === undefined) return
  // The attack begins in the last epoch of a bucket, so the last of each is a multiple away.
  const first = Math.floor((control.hours + 1) / BUCKET_EPOCHS) * BUCKET_EPOCHS
  const evictions = Array.from({ length: EVICTION_BUCKETS }, (_, bucket) => first + bucket * BUCKET_EPOCHS)
  const plans = [control.hours + 1, ...evictions].flatMap((evictsAfter) =>
    REMOVALS.map((removals) => ({ ...SIMPLE_PLAN, ...removals, evictsAfter })),
  )
  return best(setting, plans, 'alone')
}

/** Returns the play after whose launch no honest node is on the list first. Both sides come when it begins. */
export const fastestSinceLaunch = (setting: Setting): Outcome | undefined => {
  const { honestNodes, launchEpochs } = setting
  const plans = LAUNCH_SHARES.flatMap((share) =>
    [launchEpochs, launchEpochs + WEEK_EPOCHS].flatMap((evictsAfter) =>
      REMOVALS.map((removals) => ({ ...SIMPLE_PLAN, ...removals, launchNodes: share * honestNodes, evictsAfter })),
    ),
  )
  return best(setting, plans, 'alone')
}
