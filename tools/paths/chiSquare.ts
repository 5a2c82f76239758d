/** Maximum of steps of a series or a continued fraction. Both converge long before. */
const STEPS_MAX = 10_000

/** Lanczos's approximation, g = 7: 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

function logGamma(x: number): number {
  const [first = 0, ...rest] = LANCZOS
  const sum = rest.reduce((total, term, i) => total + term / (x + i), first)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The regularised upper incomplete gamma function Q(a, x): a series below a + 1, Lentz's continued fraction above. */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < STEPS_MAX && term > sum * 1e-15; n++) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - front * sum
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let n = 1; n < STEPS_MAX; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return front * h
}

/** Minimum expected count of a class that is tested by itself. Rarer classes are merged. */
const EXPECTED_MIN = 5

/**
 * Pearson's test of counts against probabilities.
 *
 * @returns the chance of an equal or larger difference if the probabilities are right. 0 if an impossible class was
 * counted.
 */
export function chiSquare(counts: readonly number[], probabilities: readonly number[]): { p: number; classes: number } {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let square = 0
  let classes = 0
  const rare = { count: 0, expected: 0 }
  counts.forEach((count, i) => {
    const expected = total * (probabilities[i] ?? 0)
    if (expected === 0 && count > 0) square = Number.POSITIVE_INFINITY
    if (expected < EXPECTED_MIN) {
      rare.count += count
      rare.expected += expected
      return
    }
    square += (count - expected) ** 2 / expected
    classes++
  })
  if (rare.expected > 0) {
    square += (rare.count - rare.expected) ** 2 / rare.expected
    classes++
  }
  if (classes < 2) return { p: square > 1e-9 ? 0 : 1, classes }
  return { p: square === Number.POSITIVE_INFINITY ? 0 : upperGamma((classes - 1) / 2, square / 2), classes }
}

/** Groups that counts and probabilities are summed into. */
const GROUPS = 10

/**
 * Sums every tenth value. A small bias shared by many classes shows in ten groups with a tenth of the draws that
 * thousands of classes would take.
 */
export const inGroups = (values: readonly number[]): number[] =>
  Array.from({ length: GROUPS }, (_, group) =>
    values.reduce((sum, value, i) => (i % GROUPS === group ? sum + value : sum), 0),
  )
