/** What remains of an attack that cannot be ruled out, as `docs/security.md` has it. */
export type Griefing = { readonly what: string; readonly costs: string; readonly ends: string }

/** Somebody sees a transaction, and has one of their own land right before it. */
export type FrontRun = {
  /** The victim's call. */
  readonly call: string
  /** What lands first. */
  readonly first: string
  /** What the victim gets all the same. */
  readonly outcome: string
  readonly file: string
  readonly test: string
  readonly remains?: Griefing
}

/** One line of the table. */
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

/** Calls whose sender alone counts: nobody else can make them, before or after. */
export const bound = (call: string, who: string, file: string, test: string): FrontRun =>
  run(call, `the same call by anyone but ${who}`, 'the stranger is refused', file, test)
