/** Fills bytes with cryptographically random ones, as `crypto.getRandomValues` does. */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => unknown

/** Draws an integer from 0 to `count` − 1. Each is equally likely. */
export type DrawBelow = (count: number) => number
