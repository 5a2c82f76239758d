import { ConformanceDifferenceError } from './errors.ts'
import type { LocalChain } from './localChain.ts'
import type { VectorObject } from './vectorFile.ts'

/** What a check runs with. */
export type CheckContext = {
  vectors: VectorObject
  /** Starts the one EVM of this run when it is first asked for. */
  chain(): Promise<LocalChain>
  /** Says which case comes next, for the message should it be refused. */
  begin(at: string): void
  /** Throws `ConformanceDifferenceError` unless both are the same text, number or truth value. */
  expectSame(at: string, field: string, expected: Comparable, got: Comparable): void
}

type Comparable = string | number | bigint | boolean

/** One implementation of what a file's vectors are for. */
export type Check = {
  implementation: 'TypeScript' | 'Solidity'
  /** Goes through all cases, in time linear in the file, and gives their number. */
  run(context: CheckContext): Promise<number> | number
}

export function createExpectSame(file: string, implementation: string): CheckContext['expectSame'] {
  return (at, field, expected, got) => {
    if (expected === got) return
    throw new ConformanceDifferenceError({ file, implementation, case: at, field, expected, got })
  }
}

/** The `code` of the error that `run` throws, or "accepted". */
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
