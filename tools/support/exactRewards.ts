/** Fractional bits of the model's numbers. Its own error is far below one base unit. */
const BITS = 400n

/** Bound of the model's own rounding, in its units. */
const MODEL_ERROR = 1n << (BITS - 200n)

/**
 * Maximum shortfall of the pool per call, in 2^-32 base units. A lone node loses up to 5 and 1 by an accrual. Later it
 * loses up to 5 that the accrual took from the balance. See `IRewardsPool`, "Rounding".
 */
const SHORTFALL_PER_CALL_X32 = 11n

/** Bound promised to owners: one part in this many of the whole, and one base unit per call. */
const PROMISED_SHARE = 10n ** 12n

/** An amount of base units with `BITS` fractional bits. */
export type Exact = bigint

export type ExactRewards = {
  readonly active: Set<number>
  readonly earned: Map<number, Exact>
  balance(): Exact
  /** Adds base units to the balance. */
  fund(amount: bigint): void
  /** Emits for the time up to `now` (unix seconds), in equal parts to each active node. */
  advance(now: bigint): void
  /** Returns an independent copy. */
  copy(): ExactRewards
}

type Start = { time: bigint; balance: Exact; active: Set<number>; earned: Map<number, Exact> }

/** `rate`: Q128 per second, of a full network. `fullNodes`: active nodes that make one. */
export type Emission = { readonly rate: bigint; readonly fullNodes: bigint }

/** Sums up each node separately, without an accumulator, in numbers of 400 fractional bits. */
export function createExactRewards(emission: Emission, startTime: bigint): ExactRewards {
  return continueRewards(emission, { time: startTime, balance: 0n, active: new Set(), earned: new Map() })
}

function continueRewards(emission: Emission, { time, balance, active, earned }: Start): ExactRewards {
  return {
    active,
    earned,
    balance: () => balance,
    fund: (amount) => {
      balance += amount << BITS
    },
    advance: (now) => {
      const elapsed = now - time
      time = now
      if (active.size === 0) return
      const { rate, fullNodes } = emission
      const nodes = BigInt(active.size)
      const paidNodes = nodes < fullNodes ? nodes : fullNodes
      const left = (balance * expNegative(rate * elapsed * paidNodes, fullNodes)) >> BITS
      for (const node of active) {
        earned.set(node, (earned.get(node) ?? 0n) + (balance - left) / nodes)
      }
      balance = left
    },
    copy: () => continueRewards(emission, { time, balance, active: new Set(active), earned: new Map(earned) }),
  }
}

/** e^(−x / (2^128 × divisor)): halves x until the series converges fast, then squares the result as often. */
function expNegative(x: bigint, divisor: bigint): bigint {
  const bits = BITS + 240n
  const one = 1n << bits
  let small = (x << (bits - 128n)) / divisor
  let halvings = 0
  for (; small > one >> 8n; halvings++) small >>= 1n
  let sum = 0n
  for (let term = one, n = 1n; term !== 0n; n++) {
    sum += n % 2n === 1n ? term : -term
    term = ((term * small) >> bits) / n
  }
  for (let i = 0; i < halvings; i++) sum = (sum * sum) >> bits
  return sum >> (bits - BITS)
}

/**
 * Describes the fault in a pool's amount compared with the exact one, after this many calls; undefined: none. Checks
 * the bound promised to owners, and the much closer one that the code keeps.
 *
 * @param actualX32 in 2^-32 base units
 */
export function rewardShortfall(actualX32: bigint, exact: Exact, calls: bigint): string | undefined {
  const shortfall = exact - (actualX32 << (BITS - 32n))
  if (shortfall < -MODEL_ERROR) return `above the exact amount by ${-shortfall >> (BITS - 64n)} / 2^64 base units`
  if (shortfall > exact / PROMISED_SHARE + (calls << BITS)) return `${shortfall >> BITS} base units below, not promised`
  if (shortfall > ((calls * SHORTFALL_PER_CALL_X32) << (BITS - 32n)) + MODEL_ERROR)
    return `${shortfall >> (BITS - 32n)} / 2^32 base units below, more than ${calls} calls explain`
  return undefined
}

/** Bounds of the total that a pool may have paid, in whole base units, of earnings after this many calls. */
export function payable(exact: Exact, calls: bigint): { readonly min: bigint; readonly max: bigint } {
  const least = exact - ((calls * SHORTFALL_PER_CALL_X32) << (BITS - 32n)) - MODEL_ERROR
  return { min: least < 0n ? 0n : least >> BITS, max: (exact + MODEL_ERROR) >> BITS }
}
