import { ConformanceDifferenceError } from './errors.ts'
import type { LocalChain } from './localChain.ts'
import type { VectorObject } from './vectorFile.ts'

/** Context of a check. */
export type CheckContext = {
  vectors: VectorObject
  /** Starts the one EVM of this run on first use. */
  chain(): Promise<LocalChain>
  /** Names the next case, for the message if it is refused. */
  begin(at: string): void
  /** Throws `ConformanceDifferenceError` unless both are the same text, number or boolean. */
  expectSame(at: string, field: string, expected: Comparable, got: Comparable): void
}

type Comparable = string | number | bigint | boolean

/** One implementation that a vector file is checked against. */
export type Check = {
  implementation: 'TypeScript' | 'Solidity'
  /** Checks all cases, in time linear in the file, and returns their number. */
  run(context: CheckContext): Promise<number> | number
}

export function createExpectSame(file: string, implementation: string): CheckContext['expectSame'] {
  return (at, field, expected, got) => {
    if (expected === got) return
    throw new ConformanceDifferenceError({ file, implementation, case: at, field, expected, got })
  }
}

/** Returns the `code` of the error that `run` throws, or "accepted". */
export function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (typeof code === 'string') return code
    throw error
  }
  return 'accepted'
}
