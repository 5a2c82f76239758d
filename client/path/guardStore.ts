/** A stored guard. Times are unix seconds of lists' anchors, never of the device. */
export type Guard = {
  readonly nodeId: number
  /** Whether a path ever began with it. */
  readonly used: boolean
  readonly expiresAt: number
  /** Time of the first of the latest lists without it. Null if the last list has it. */
  readonly absentSince: number | null
}

/** The guards in the caller's storage, in their order. */
export type GuardStore = {
  /** Returns null if no guards were ever stored. @throws GuardStorageError */
  load(): Promise<readonly Guard[] | null>
  /** @throws GuardStorageError */
  save(guards: readonly Guard[]): Promise<void>
}
