/**
 * The arithmetic of the rewards pool, bit by bit: `contracts/libraries/Emission.sol` and `_advance` of
 * `contracts/RewardsPool.sol`. Why it rounds as it does is told there.
 *
 * A name that ends in `X32` counts 2^-32 base units. Q128 counts 2^-128.
 */
import type { NodeRewards, RewardsPool } from './columns.ts'
import { RewardsTimeInvalidError } from './errors.ts'

/** Fractional bits of an `X32`. */
export const X32_BITS = 32n

const Q128_BITS = 128n
const ONE = 1n << Q128_BITS
/** ln 2 in Q128, rounded up. */
const LN2 = 0xb17217f7d1cf79abc9e3b39803f2f6b0n

/** Below this, fewer terms of the series do. Q128. */
const SMALL = 1n << 118n
const TERMS_SMALL = 11n
const TERMS = 32n

/** An accrual takes this much more from the balance than it computed to be emitted, but no more than there is. X32. */
export const EMISSION_ERROR_MAX_X32 = 5n

/** `ratePerSecond`: Q128, of a full network. `fullEmissionNodes`: active nodes that make one. The pool's immutables. */
export type EmissionTerms = { readonly ratePerSecond: bigint; readonly fullEmissionNodes: number }

/** The terms and a time in unix seconds. */
export type EmissionAt = EmissionTerms & { readonly time: bigint }

/**
 * Returns the share of a balance that is paid out: `1 − e^(−x)`, rounded down. Q128, always below 1.
 *
 * @param x Q128, 0 to 2^256 − 1
 */
export function share(x: bigint): bigint {
  const k = x / LN2
  const shareOfR = shareBelowLn2(x - k * LN2)
  if (k === 0n) return shareOfR
  return ONE - (((ONE - shareOfR - 1n) >> k) + 1n)
}

/** `1 − e^(−r)` for `r < LN2`, rounded down. */
function shareBelowLn2(r: bigint): bigint {
  let factor = ONE
  for (let term = r < SMALL ? TERMS_SMALL : TERMS; term > 1n; term--) factor = ONE - ((r * factor) >> Q128_BITS) / term
  const result = (r * factor) >> Q128_BITS
  return result === 0n ? 0n : result - 1n
}

/** Whether time changes nothing but `accruedAt`: there is nothing to emit, or no node that earns. */
export const isIdle = ({ balanceX32, activeNodes }: RewardsPool): boolean => balanceX32 === 0n || activeNodes === 0

/**
 * Returns the account as an accrual at `time` leaves it.
 *
 * @throws RewardsTimeInvalidError when `time` is before `accruedAt`
 */
export function advance(account: RewardsPool, { time, ratePerSecond, fullEmissionNodes }: EmissionAt): RewardsPool {
  const { balanceX32, accruedAt } = account
  if (time < accruedAt) throw new RewardsTimeInvalidError({ time, accruedAt })
  const elapsed = time - accruedAt
  if (elapsed === 0n || isIdle(account)) return { ...account, accruedAt: time }
  const activeNodes = BigInt(account.activeNodes)
  const paidNodes = BigInt(Math.min(account.activeNodes, fullEmissionNodes))
  const exponent = (ratePerSecond * elapsed * paidNodes) / BigInt(fullEmissionNodes)
  const computedX32 = (balanceX32 * share(exponent)) >> Q128_BITS
  const eachX32 = computedX32 / activeNodes
  const takenX32 = computedX32 + EMISSION_ERROR_MAX_X32
  return {
    balanceX32: takenX32 < balanceX32 ? balanceX32 - takenX32 : 0n,
    rewardPerNodeX32: account.rewardPerNodeX32 + eachX32,
    owedX32: account.owedX32 + eachX32 * activeNodes,
    accruedAt: time,
    activeNodes: account.activeNodes,
  }
}

/** Lifetime earnings of a node in an account with this `rewardPerNodeX32`. */
export const earnedX32 = ({ active, markX32 }: NodeRewards, rewardPerNodeX32: bigint): bigint =>
  active ? rewardPerNodeX32 - markX32 : markX32

/** Base units of a node's lifetime earnings that were not paid yet, in an account with this `rewardPerNodeX32`. */
export const due = (node: NodeRewards, rewardPerNodeX32: bigint): bigint =>
  (earnedX32(node, rewardPerNodeX32) >> X32_BITS) - node.paid

/**
 * Returns the base units that a claim at a time would pay for a node. `node` and `account` are of one block.
 *
 * @throws RewardsTimeInvalidError when `at.time` is before `accruedAt`
 */
export const claimable = (node: NodeRewards, account: RewardsPool, at: EmissionAt): bigint =>
  due(node, advance(account, at).rewardPerNodeX32)
