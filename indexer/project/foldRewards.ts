import type { NodeRewards, RewardsPool } from '../../shared/rewards/columns.ts'
import { due, EMISSION_ERROR_MAX_X32, earnedX32, X32_BITS } from '../../shared/rewards/emission.ts'
import { EventOutOfPlaceError, RewardsMismatchError } from './errors.ts'
import type { EventOf } from './types.ts'

/** An event of the rewards pool. */
export type RewardsEvent = EventOf<'REWARDS_POOL'>

type ArgsOf<Name extends RewardsEvent['eventName']> = Extract<RewardsEvent, { eventName: Name }>['args']

/** The accounts before an event. `node`: the one it is about, undefined if it never earned or there is none. */
type Before = { pool: RewardsPool; node: NodeRewards | undefined; blockNumber: bigint }

type Place = { eventName: string; blockNumber: bigint }

/** @throws RewardsMismatchError */
function requireSame(place: Place, field: string, inEvent: bigint | number, computed: bigint | number): void {
  if (inEvent !== computed)
    throw new RewardsMismatchError({ ...place, field, inEvent: String(inEvent), computed: String(computed) })
}

/**
 * Returns the pool's account after an event. `accruedAt` is the caller's.
 *
 * @throws RewardsMismatchError when a number in the event does not follow from the account
 */
export function foldRewardsPool({ pool, blockNumber }: Before, event: RewardsEvent): RewardsPool {
  const place = { eventName: event.eventName, blockNumber }
  switch (event.eventName) {
    case 'Accrued':
      return foldAccrued(pool, event.args, place)
    case 'Funded':
    case 'Absorbed': {
      const balanceX32 = pool.balanceX32 + (event.args.amount << X32_BITS)
      requireSame(place, 'balanceX32', event.args.balanceX32, balanceX32)
      return { ...pool, balanceX32 }
    }
    case 'NodeActivated':
    case 'NodeDeactivated': {
      const activeNodes = pool.activeNodes + (event.eventName === 'NodeActivated' ? 1 : -1)
      requireSame(place, 'activeNodes', event.args.activeNodes, activeNodes)
      return { ...pool, activeNodes }
    }
    case 'RewardsClaimed':
      return { ...pool, owedX32: pool.owedX32 - (event.args.amount << X32_BITS) }
  }
}

/**
 * The rate is not in the log, so the emission itself is not checked. What it must keep: all nodes are credited the same,
 * and the balance falls by the credits and by what rounding writes off.
 */
function foldAccrued(pool: RewardsPool, args: ArgsOf<'Accrued'>, place: Place): RewardsPool {
  const { emittedX32, balanceX32, rewardPerNodeX32 } = args
  requireSame(place, 'activeNodes', args.activeNodes, pool.activeNodes)
  const activeNodes = BigInt(pool.activeNodes)
  requireSame(place, 'emittedX32', emittedX32, (rewardPerNodeX32 - pool.rewardPerNodeX32) * activeNodes)
  const leftX32 = pool.balanceX32 - emittedX32
  // Written off: what does not divide by the nodes, and the allowance for errors, if there was as much.
  const lowest = leftX32 - EMISSION_ERROR_MAX_X32 - activeNodes + 1n
  const highest = balanceX32 === 0n ? leftX32 - 1n : leftX32 - EMISSION_ERROR_MAX_X32
  if (balanceX32 < lowest || balanceX32 > highest)
    throw new RewardsMismatchError({
      ...place,
      field: 'balanceX32',
      inEvent: String(balanceX32),
      computed: `${lowest} to ${highest}`,
    })
  return { ...pool, balanceX32, rewardPerNodeX32, owedX32: pool.owedX32 + emittedX32 }
}

/**
 * Returns the account of the node that an event is about, after it. Undefined if it is about none.
 *
 * @throws EventOutOfPlaceError when the node is not in the state that the event presumes
 * @throws RewardsMismatchError when a number in the event does not follow from the accounts
 */
export function foldNodeRewards({ pool, node, blockNumber }: Before, event: RewardsEvent): NodeRewards | undefined {
  const { eventName, args } = event
  const place = { eventName, blockNumber }
  switch (eventName) {
    case 'NodeActivated': {
      const before = node ?? { nodeId: args.nodeId, markX32: 0n, paid: 0n, active: false }
      requirePlace(before, event, !before.active, blockNumber)
      const markX32 = pool.rewardPerNodeX32 - before.markX32
      requireSame(place, 'markX32', args.markX32, markX32)
      return { ...before, markX32, active: true }
    }
    case 'NodeDeactivated': {
      const before = requirePlace(node, event, node?.active === true, blockNumber)
      const markX32 = earnedX32(before, pool.rewardPerNodeX32)
      requireSame(place, 'earnedX32', args.earnedX32, markX32)
      return { ...before, markX32, active: false }
    }
    case 'RewardsClaimed': {
      const dueNow = node === undefined ? 0n : due(node, pool.rewardPerNodeX32)
      // The pool skips a node that has nothing to claim.
      const before = requirePlace(node, event, dueNow !== 0n, blockNumber)
      requireSame(place, 'amount', args.amount, dueNow)
      const paid = before.paid + args.amount
      requireSame(place, 'rewardsPaid', args.rewardsPaid, paid)
      return { ...before, paid }
    }
    default:
      return undefined
  }
}

type NodeEvent = Extract<RewardsEvent, { args: { nodeId: number } }>

/** @throws EventOutOfPlaceError unless the node is there, and as the event presumes */
function requirePlace(
  node: NodeRewards | undefined,
  { eventName, args }: NodeEvent,
  isInPlace: boolean,
  blockNumber: bigint,
): NodeRewards {
  if (node !== undefined && isInPlace) return node
  const { nodeId } = args
  const status = statusOf(node, eventName)
  throw new EventOutOfPlaceError({ eventName, nodeId, status, blockNumber })
}

function statusOf(node: NodeRewards | undefined, eventName: RewardsEvent['eventName']): string {
  if (node === undefined) return 'absent'
  if (eventName === 'RewardsClaimed') return 'with nothing to claim'
  return node.active ? 'active' : 'not active'
}
