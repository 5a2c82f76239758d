/**
 * Compares two texts by their code units, for `sort`. On lower-case hex it is the order of the bytes, and a text that
 * begins another one comes first. No locale has a say.
 */
export const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
