/** The chain's time by the trust source, in unix seconds. */
export type ChainClock = {
  /**
   * Asks the trust source. Returns `null` if it names no header.
   *
   * @throws TrustFailedError, or an error with a code of the trust source
   */
  read(): Promise<bigint | null>
  /** Returns the last result of `read`, `undefined` before the first one. */
  last(): bigint | null | undefined
  /**
   * Returns whether the chain may have reached `timestamp` since the last reading. Uses the device's clock for the elapsed time
   * only. It saves requests to the trust source, and never decides which list is used.
   */
  mayHaveReached(timestamp: bigint): boolean
}
