/** A test file, and its measurements. */
export type TestFile = {
  readonly file: string
  readonly count: number
  /** Its time on the unchanged contracts. */
  readonly seconds: number
}

/** Prior count of mutants that a file has caught: one if it is named after the changed source, else a tenth. */
const CAUGHT_AT_FIRST = { named: 1, other: 0.1 }

/**
 * Orders test files by the chance that they catch a mutant soon: mutants of its file caught per second of test time.
 * The order decides which test notices a mutant, never whether one does.
 *
 * @param affected sources whose code the mutant may change
 * @param caught mutants of the same file that each test file caught
 */
export const orderTests = (
  tests: readonly TestFile[],
  affected: readonly string[],
  caught: ReadonlyMap<string, number>,
): TestFile[] => {
  const names = affected.map((file) => file.split('/').at(-1)?.replace('.sol', '') ?? file)
  const rate = ({ file, seconds }: TestFile): number => {
    const isNamed = names.some((name) => file.includes(name))
    const before = isNamed ? CAUGHT_AT_FIRST.named : CAUGHT_AT_FIRST.other
    return ((caught.get(file) ?? 0) + before) / seconds
  }
  return [...tests].sort((a, b) => rate(b) - rate(a))
}
