import { announcementOf } from './announcementOf.ts'
import type { CallMaker } from './callMaker.ts'
import { ALLOWED } from './sendAs.ts'
import { DAY, type Role, type World } from './world.ts'

/** A call made or announced on a day counted from the first announcement. */
type Step = { readonly day: number; readonly by: Role; readonly announces?: string; readonly does?: string }

/** A way from the first public notice to a change of the parameters. */
export type NoticePath = { readonly name: string; readonly steps: readonly Step[] }

const SET_PARAMETERS = 'ServiceNodeRegistry.setParameters'

const announce = (day: number, by: Role, announces: string): Step => ({ day, by, announces })
const act = (day: number, by: Role, does: string): Step => ({ day, by, does })

/** ADMIN announces calls on day 0 and makes them on day 61. */
const byAdmin = (...calls: readonly string[]): Step[] => [
  ...calls.map((call) => announce(0, 'admin', call)),
  ...calls.map((call) => act(61, 'admin', call)),
]

/** Every way to a change of the parameters, each as short as it can be. */
export const NOTICE_PATHS: readonly NoticePath[] = [
  {
    name: 'PARAMETER announces the change itself',
    steps: [announce(0, 'parameter', SET_PARAMETERS), act(61, 'parameter', SET_PARAMETERS)],
  },
  {
    name: 'ADMIN opens the function to everybody',
    steps: [...byAdmin('AccessManager.setTargetFunctionRole'), act(61, 'stranger', SET_PARAMETERS)],
  },
  {
    name: 'ADMIN names another manager',
    steps: [...byAdmin('AccessManager.updateAuthority'), act(61, 'stranger', SET_PARAMETERS)],
  },
  {
    name: 'ADMIN grants PARAMETER with delay 0',
    steps: [...byAdmin('AccessManager.grantRole [PARAMETER]'), act(122, 'stranger', SET_PARAMETERS)],
  },
  {
    name: 'ADMIN takes the delay from a holder of PARAMETER',
    steps: [...byAdmin('AccessManager.grantRole [PARAMETER, less delay]'), act(122, 'parameter', SET_PARAMETERS)],
  },
  {
    name: 'ADMIN revokes PARAMETER and grants it anew with delay 0',
    steps: [
      ...byAdmin('AccessManager.revokeRole [PARAMETER]', 'AccessManager.grantRole [PARAMETER, less delay]'),
      act(122, 'parameter', SET_PARAMETERS),
    ],
  },
  {
    name: 'ADMIN lets everybody grant PARAMETER',
    steps: [
      ...byAdmin('AccessManager.setRoleAdmin'),
      act(61, 'stranger', 'AccessManager.grantRole [PARAMETER]'),
      act(122, 'stranger', SET_PARAMETERS),
    ],
  },
  {
    name: 'ADMIN drops the delay of grants, then grants PARAMETER with delay 0',
    steps: [
      ...byAdmin('AccessManager.setGrantDelay'),
      announce(61, 'admin', 'AccessManager.grantRole [PARAMETER]'),
      act(122, 'admin', 'AccessManager.grantRole [PARAMETER]'),
      act(122, 'stranger', SET_PARAMETERS),
    ],
  },
  {
    name: 'ADMIN grants ADMIN with delay 0, who opens the function to everybody',
    steps: [
      ...byAdmin('AccessManager.grantRole [ADMIN]'),
      announce(122, 'stranger', 'AccessManager.setTargetFunctionRole'),
      act(183, 'stranger', 'AccessManager.setTargetFunctionRole'),
      act(183, 'stranger', SET_PARAMETERS),
    ],
  },
  {
    name: 'the same, and ADMIN drops the delay of the registry meanwhile',
    steps: [
      ...byAdmin('AccessManager.grantRole [ADMIN]', 'AccessManager.setTargetAdminDelay'),
      act(122, 'stranger', 'AccessManager.setTargetFunctionRole'),
      act(122, 'stranger', SET_PARAMETERS),
    ],
  },
]

/** Calls of ADMIN that lead no account nearer to a change of the parameters. */
export const NOWHERE: readonly string[] = [
  'AccessManager.labelRole',
  'AccessManager.grantRole [GUARDIAN]',
  'AccessManager.revokeRole [GUARDIAN]',
  'AccessManager.setRoleGuardian',
  'AccessManager.setTargetClosed',
]

/** Days from the first notice to the change. Each step must be refused seconds before its day and allowed on it. */
export const daysOf = (
  world: World,
  calls: Readonly<Record<string, CallMaker>>,
  { steps }: NoticePath,
): Promise<number> =>
  world.undone(async () => {
    const start = (await world.now()) + 60
    const days = [...new Set(steps.map(({ day }) => day))]
    let taken = 0
    for (const day of days) {
      const today = steps.filter((step) => step.day === day)
      // The holder of a role may announce at any time. Everything else must be refused before its day.
      const early = day === 0 ? [] : today.filter(({ by, announces }) => announces === undefined || by === 'stranger')
      for (const [index, step] of early.entries()) {
        await world.at(start + day * DAY - early.length + index)
        const outcome = await take(world, calls, step)
        if (outcome === ALLOWED) throw new Error(`Before day ${day}, ${step.by} can: ${step.does ?? step.announces}.`)
      }
      for (const step of today) {
        // Each step has its own block, a second after the one before. So effects that began with a step have ended.
        await world.at(start + day * DAY + taken++)
        const outcome = await take(world, calls, step)
        if (outcome !== ALLOWED) {
          throw new Error(`On day ${day}, ${step.by} cannot ${step.does ?? step.announces}: ${outcome}.`)
        }
      }
    }
    return days.at(-1) ?? 0
  })

const take = async (
  world: World,
  calls: Readonly<Record<string, CallMaker>>,
  { by, announces, does }: Step,
): Promise<string> => {
  const from = world.who[by]
  const call = await calls[announces ?? does ?? '']?.call(world, from)
  if (!call) throw new Error(`No call is known for "${announces ?? does}".`)
  return world.send(from, does === undefined ? announcementOf(world.deployment.accessManager, call) : call)
}
