/** A test file, with what is known of it. */
export type TestFile = {
  readonly file: string
  readonly count: number
  /** How long it takes on the contracts as they are. */
  readonly seconds: number
}

/**
 * The order in which test files are most likely to be done with a mutant soon: what caught most mutants of its file so far,
 * then what is named after a contract it is in, then the fastest. It decides who notices a mutant, never whether.
 *
 * @param affected sources with code that the mutant may change
 * @param caught mutants of the same file that each test file caught
 */
export const orderTests = (
  tests: readonly TestFile[],
  affected: readonly string[],
  caught: ReadonlyMap<string, number>,
): TestFile[] => {
  const names = affected.map((file) => file.split('/').at(-1)?.replace('.sol', '') ?? file)
  const isNamed = ({ file }: TestFile): boolean => names.some((name) => file.includes(name))
  const rank = (test: TestFile): readonly number[] => [
    -(caught.get(test.file) ?? 0),
    isNamed(test) ? 0 : 1,
    test.seconds,
  ]
  return [...tests].sort((a, b) => compare(rank(a), rank(b)))
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  const index = a.findIndex((value, at) => value !== b[at])
  return (a[index] ?? 0) - (b[index] ?? 0)
}
