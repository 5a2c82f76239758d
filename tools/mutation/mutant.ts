/** A change of the contracts that a test should notice. */
export type Mutant = {
  /**
   * Name in results and explanations: contract and function, operator, and the changed text in its surroundings. Moved
   * lines and changes elsewhere keep it.
   */
  readonly name: string
  /** Path of the source, from the project's root. */
  readonly file: string
  readonly operator: string
  /** The replaced bytes, UTF-8. */
  readonly start: number
  readonly end: number
  readonly replacement: string
}

/** The source with the mutant in it. */
export const applyMutant = (source: string, { start, end, replacement }: Mutant): string => {
  const bytes = Buffer.from(source)
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(replacement), bytes.subarray(end)]).toString()
}
