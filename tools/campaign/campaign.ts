import type { Tree } from './readTree.ts'

/** Options of a campaign. */
export type CampaignOptions = {
  /** Runs a small part, to see that it works. */
  readonly isShort: boolean
  /** Texts of which the name of a case must hold one. For campaigns with named cases. */
  readonly match?: readonly string[] | undefined
  /** Called for each case, because files may change during a run. */
  readonly readTree: () => Tree
  /** Folder of the results. */
  readonly folder: string
  readonly say: (line: string) => void
  readonly update: (stage: string, done: number, total: number) => void
}

/** A search for failures that is too long for `npm test`. */
export type Campaign = {
  readonly summary: string
  /** @returns a line per failure */
  readonly run: (options: CampaignOptions) => Promise<readonly string[]>
}

/** Size of a campaign. */
export type Extent = {
  /** Seeds, each a run of its own. */
  readonly seeds: number
  /** Length of each run: operations, or runs of each fuzz test. */
  readonly size: number
}

export type Job = {
  readonly seed: string
  readonly size: number
  /** Called with the finished part of `size`. */
  readonly onProgress: (done: number) => void
}

/** A search for failures in random runs, each of which has a seed. */
export type SeedCampaign = {
  readonly summary: string
  readonly full: Extent
  readonly short: Extent
  /**
   * Makes one run. Throws if it finds a failure. An error with a number `operation` names the place.
   *
   * @returns number of tried operations
   */
  readonly run: (job: Job) => Promise<number>
}

/** Result of one seed: a line of `results/<name>.jsonl`. */
export type SeedResult = {
  readonly campaign: string
  readonly seed: string
  readonly size: number
  readonly passed: boolean
  /** Number of tried operations, the failing one included. */
  readonly operations: number
  /** Number of the operation that failed; null: none, or unknown. */
  readonly failedAt: number | null
  readonly error: string | null
  readonly seconds: number
  /** Last commit that changed the sources. */
  readonly commit: string
  /** Whether the sources have uncommitted changes. */
  readonly dirty: boolean
  /** ISO 8601, UTC. */
  readonly finishedAt: string
}
