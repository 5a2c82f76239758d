import { compareTexts } from './compareTexts.ts'
import { OperatorNodesInvalidError } from './errors.ts'
import { createFraction, type Fraction } from './fraction.ts'

/** The nodes of one operator. */
export type OperatorNodes = {
  /** Any text that names the operator once. It decides ties: of equals the lower one ranks first. */
  readonly operator: string
  readonly nodes: bigint
  /** The nodes that clients may choose as a guard. At most `nodes`. */
  readonly guardEligible: bigint
}

/** Number of operators for each probability of seeing both ends. null if no number of operators reaches it. */
export type CollusionNumbers = {
  readonly tenthPercent: number | null
  readonly onePercent: number | null
  readonly fivePercent: number | null
  readonly tenPercent: number | null
}

const EPSILONS = [
  createFraction(1n, 1_000n),
  createFraction(1n, 100n),
  createFraction(1n, 20n),
  createFraction(1n, 10n),
] as const

/** Bits after the point. A sum over 10,000 operators of 2^32 nodes each is off by less than 2^-130. */
const FIXED_BITS = 192n

/**
 * Returns the collusion numbers: the least k with which the k largest operators together see both ends of a path with
 * probability of at least ε, for ε = 0.1 %, 1 %, 5 % and 10 %.
 *
 * With g_i an operator's share of the guard-eligible nodes and m_i its share of all nodes, the probability is
 * P_k = Σ g_i m_j / (1 − m_i) over pairs i ≠ j of the k largest by m. It leaves out the rules about subnets and the
 * middle hop.
 *
 * Comparisons are exact. At 10,000 operators it takes a few milliseconds.
 *
 * @returns null if there are no nodes. Each number is null with fewer than two operators or without guards.
 * @throws OperatorNodesInvalidError if a count is below 0 or an operator has more guards than nodes
 */
export function findCollusionNumbers(operators: readonly OperatorNodes[]): CollusionNumbers | null {
  const found = findColluders(operators, EPSILONS)
  if (found === null) return null
  const [tenthPercent = null, onePercent = null, fivePercent = null, tenPercent = null] = found
  return { tenthPercent, onePercent, fivePercent, tenPercent }
}

/**
 * Returns the least k for each of `epsilons`, which are above 0 and ascend.
 *
 * P_k × G = Σ G_i (S_k − n_i) / (N − n_i) over the k largest, with N nodes and G guards in all, and S_k nodes of the k
 * largest. Each G_i / (N − n_i) is rounded down to 192 bits after the point. So the sum is at most the true one, and
 * (k − 1) S_k units plus it is at least the true one. If ε is between the two, fractions decide.
 *
 * @returns null if there are no nodes; a null in the list if no k reaches that ε
 * @throws OperatorNodesInvalidError if a count is below 0 or an operator has more guards than nodes
 */
export function findColluders(
  operators: readonly OperatorNodes[],
  epsilons: readonly Fraction[],
): (number | null)[] | null {
  const ranked = rankOperators(operators)
  const nodesInAll = sum(ranked.map(({ nodes }) => nodes))
  const guardsInAll = sum(ranked.map(({ guardEligible }) => guardEligible))
  if (nodesInAll === 0n) return null
  const found: (number | null)[] = epsilons.map(() => null)
  if (ranked.length < 2 || guardsInAll === 0n) return found

  let next = 0
  let nodes = 0n
  let factors = 0n
  let own = 0n
  for (const [i, operator] of ranked.entries()) {
    const factor = (operator.guardEligible << FIXED_BITS) / (nodesInAll - operator.nodes)
    nodes += operator.nodes
    factors += factor
    own += factor * operator.nodes
    const low = nodes * factors - own
    const bounds = { low, high: low + BigInt(i) * nodes }
    for (; next < epsilons.length; next++) {
      const { numerator, denominator } = epsilons[next] as Fraction
      const target = numerator * guardsInAll
      const reached =
        compareBounds(bounds, denominator, target << FIXED_BITS) ??
        reachesExactly({ top: ranked.slice(0, i + 1), nodesInAll, nodes, denominator, target })
      if (!reached) break
      found[next] = i + 1
    }
    if (next === epsilons.length) break
  }
  return found
}

/** Operators with nodes, most nodes first, of equals the lower name. */
function rankOperators(operators: readonly OperatorNodes[]): OperatorNodes[] {
  for (const { operator, nodes, guardEligible } of operators)
    if (guardEligible < 0n || guardEligible > nodes)
      throw new OperatorNodesInvalidError({ operator, nodes, guardEligible })
  return operators
    .filter(({ nodes }) => nodes > 0n)
    .sort((a, b) => (a.nodes === b.nodes ? compareTexts(a.operator, b.operator) : a.nodes > b.nodes ? -1 : 1))
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n)

/** Whether the true sum times `denominator` reaches `target`. null if the bounds do not decide. */
function compareBounds(bounds: { low: bigint; high: bigint }, denominator: bigint, target: bigint): boolean | null {
  if (bounds.low * denominator >= target) return true
  if (bounds.high * denominator < target) return false
  return null
}

/** The same comparison with fractions. Operators of equal size share one, so there are few in a real network. */
function reachesExactly(args: {
  top: readonly OperatorNodes[]
  nodesInAll: bigint
  nodes: bigint
  denominator: bigint
  target: bigint
}): boolean {
  const guardsBySize = new Map<bigint, bigint>()
  for (const { nodes, guardEligible } of args.top)
    guardsBySize.set(nodes, (guardsBySize.get(nodes) ?? 0n) + guardEligible)
  const terms = [...guardsBySize].map(([size, guards]) => ({
    numerator: guards * (args.nodes - size),
    denominator: args.nodesInAll - size,
  }))
  const { numerator, denominator } = addFractions(terms)
  return numerator * args.denominator >= args.target * denominator
}

/** Adds at least one fraction, by halves: the factors of each product stay of equal length. Not in lowest terms. */
function addFractions(terms: readonly Fraction[]): Fraction {
  if (terms.length === 1) return terms[0] as Fraction
  const middle = terms.length >> 1
  const a = addFractions(terms.slice(0, middle))
  const b = addFractions(terms.slice(middle))
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }
}
