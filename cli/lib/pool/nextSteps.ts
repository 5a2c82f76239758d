import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeDate, describeMoment, describeSeconds } from '../../../shared/format/times.ts'
import { nodeCommand, type Step } from '../node/nodeSteps.ts'
import { poolCommand } from './poolCommands.ts'
import type { PoolPlace, PoolView } from './readPool.ts'

/** A contributor with one part in so many may ask for the exit at any time. */
const QUARTERS = 4n

/** The reason why a pool can only be refunded. */
export const whyOver = ({
  state,
  deadline,
  requirement,
  requirementNow,
}: Pick<PoolView, 'state' | 'deadline' | 'requirement' | 'requirementNow'>): string => {
  if (state === 'Closed') return 'it was closed'
  return requirement === requirementNow
    ? `its deadline was ${describeDate(deadline)}`
    : `the registry asks for ${describeTokens(requirementNow)} by now, and the pool for ${describeTokens(requirement)}`
}

const isTaken = ({ contributedAt }: PoolPlace): boolean => contributedAt !== 0

/** Steps of a pool that can only be refunded. */
const refundSteps = ({ places }: PoolView): Step[] =>
  places.filter(isTaken).map(({ contributor, amount }) => ({
    who: contributor,
    what: `withdraw: ${describeTokens(amount)}`,
  }))

const fundingSteps = (pool: PoolView, now: number): Step[] => {
  const { places, boundsOfNew, withdrawalRest, requirement, total } = pool
  const { min, max } = boundsOfNew
  const reserved = places.filter((place) => !isTaken(place))
  const room = reserved.reduce((left, { amount }) => left - amount, requirement - total)
  const ready = Math.max(...places.filter(isTaken).map(({ contributedAt }) => contributedAt)) + withdrawalRest
  const rest =
    now < ready
      ? `, ${describeSeconds(withdrawalRest)} after their last contribution; all of them from ${describeMoment(ready, now)}`
      : ''
  return [
    ...reserved.map(({ contributor, amount }) => ({
      who: contributor,
      what: `contribute at least ${describeTokens(amount)}: reserved`,
    })),
    ...(max > 0n ? [{ who: 'anyone new', what: `contribute ${describeTokens(min)} to ${describeTokens(max)}` }] : []),
    ...(room > 0n ? [{ who: 'contributors', what: `contribute more, at most ${describeTokens(room)}` }] : []),
    { who: 'contributors', what: `withdraw${rest}` },
    { who: 'opener', what: 'replace-registration; cancel, which closes the pool' },
  ]
}

const fullSteps = ({ poolId, deadline, pausedUntil }: PoolView, now: number): Step[] => [
  now < pausedUntil
    ? {
        who: 'anyone',
        what: `finalize, once registrations go on: they are paused until ${describeMoment(pausedUntil, now)}`,
      }
    : {
        who: 'anyone',
        what: `finalize, until ${describeMoment(deadline, now)}`,
        command: poolCommand('finalize', poolId),
      },
  { who: 'contributors', what: 'withdraw, only if that was not done by then' },
  { who: 'opener', what: 'replace-registration' },
]

/** Contributors with a quarter may ask for the exit at once, the others after a rest. */
const exitRequestSteps = ({ places, requirement, exitRequestableAt }: PoolView, now: number): Step[] => {
  if (now >= exitRequestableAt) return [{ who: 'contributors', what: 'request-exit' }]
  const early = places.filter(({ amount }) => amount * QUARTERS >= requirement)
  return [
    ...early.map(({ contributor }) => ({ who: contributor, what: 'request-exit' })),
    { who: 'contributors', what: `request-exit, from ${describeMoment(exitRequestableAt, now)}` },
  ]
}

/** A step about the node, with its command once the time has come. */
const nodeStep = (command: string, nodeId: number, { from, now }: { from: number; now: number }): Step => ({
  ...{ who: 'anyone', what: `node ${command} ${nodeId}, from ${describeMoment(from, now)}` },
  ...(now >= from ? { command: nodeCommand(command, nodeId) } : {}),
})

const nodeSteps = (pool: PoolView, now: number): Step[] => {
  const { node } = pool
  if (!node || node.paid > 0n) return []
  const { nodeId, status, activatableAt, exitDueAt } = node
  // A request sets it, and a removal does.
  if (exitDueAt !== 0) return [nodeStep('exit', nodeId, { from: exitDueAt, now })]
  return [
    ...(status === 'Pending' ? [nodeStep('activate', nodeId, { from: activatableAt, now })] : []),
    ...exitRequestSteps(pool, now),
  ]
}

/** The accounts that a place is offered to take it. After the payment of the principal none moves. */
const offerSteps = ({ poolId, node, places }: PoolView): Step[] =>
  !node || node.paid > 0n
    ? []
    : places.flatMap(({ offeredTo, slot }) =>
        offeredTo === null
          ? []
          : { who: offeredTo, what: `take-place: place ${slot}`, command: poolCommand('take-place', poolId) },
      )

const registeredSteps = (pool: PoolView, now: number): Step[] => [
  { who: 'beneficiaries', what: 'claim' },
  ...nodeSteps(pool, now),
  ...offerSteps(pool),
  { who: 'contributors', what: pool.node?.paid ? 'beneficiary' : 'beneficiary; offer-place, all but the opener' },
]

/** The steps of a pool and the accounts that can take them. `now`: unix seconds. */
export const nextSteps = (pool: PoolView, now: number): Step[] => {
  if (pool.state === 'Registered') return registeredSteps(pool, now)
  if (pool.isOver) return refundSteps(pool)
  return pool.total === pool.requirement ? fullSteps(pool, now) : fundingSteps(pool, now)
}
