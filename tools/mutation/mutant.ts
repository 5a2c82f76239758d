/** A change of the contracts that a test should notice. */
export type Mutant = {
  /**
   * What results and explanations know it by: contract and function, operator, and the changed text in its
   * surroundings. Lines that move, and changes elsewhere, leave it as it is.
   */
  readonly name: string
  /** Path of the source, from the project's root. */
  readonly file: string
  readonly operator: string
  /** The bytes that are replaced, UTF-8. */
  readonly start: number
  readonly end: number
  readonly replacement: string
}

/** The source with the mutant in it. */
export const applyMutant = (source: string, { start, end, replacement }: Mutant): string => {
  const bytes = Buffer.from(source)
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(replacement), bytes.subarray(end)]).toString()
}
