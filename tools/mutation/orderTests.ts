/** A test file, with what is known of it. */
export type TestFile = {
  readonly file: string
  readonly count: number
  /** How long it takes on the contracts as they are. */
  readonly seconds: number
}

/** Mutants that a file is taken to have caught before any was seen: one where it is named after what is mutated, else a tenth. */
const CAUGHT_AT_FIRST = { named: 1, other: 0.1 }

/**
 * The order in which test files are most likely to be done with a mutant soon: by how many mutants of its file each caught in a
 * second of its time. It decides who notices a mutant, never whether.
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
  const rate = ({ file, seconds }: TestFile): number => {
    const isNamed = names.some((name) => file.includes(name))
    const before = isNamed ? CAUGHT_AT_FIRST.named : CAUGHT_AT_FIRST.other
    return ((caught.get(file) ?? 0) + before) / seconds
  }
  return [...tests].sort((a, b) => rate(b) - rate(a))
}
