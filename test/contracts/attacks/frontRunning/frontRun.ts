/** Griefing that cannot be ruled out, a row of `docs/security.md`. */
export type Griefing = { readonly what: string; readonly costs: string; readonly ends: string }

/** One transaction of a victim, and one of an attacker that lands right before it. */
export type FrontRun = {
  /** Call of the victim. */
  readonly call: string
  /** Call that lands first. */
  readonly first: string
  /** Outcome for the victim. */
  readonly outcome: string
  readonly file: string
  readonly test: string
  readonly remains?: Griefing
}

/** Makes one line of the table. */
export const run = (
  call: string,
  first: string,
  outcome: string,
  file: string,
  test: string,
  remains?: Griefing,
): FrontRun => ({
  call,
  first,
  outcome,
  file,
  test,
  ...(remains === undefined ? {} : { remains }),
})

/** Makes a line for a call that only one sender may make, before or after. */
export const bound = (call: string, who: string, file: string, test: string): FrontRun =>
  run(call, `the same call by anyone but ${who}`, 'the stranger is refused', file, test)
