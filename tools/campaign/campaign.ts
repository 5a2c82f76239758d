import type { Tree } from './readTree.ts'

/** How a campaign is run. */
export type CampaignOptions = {
  /** Only to see that it works. */
  readonly isShort: boolean
  /** Only cases whose names hold one of these texts; for campaigns whose cases have names. */
  readonly match?: readonly string[] | undefined
  /** Asked for each case anew: files may be changed while others run. */
  readonly readTree: () => Tree
  /** Where the results are kept. */
  readonly folder: string
  readonly say: (line: string) => void
  readonly update: (stage: string, done: number, total: number) => void
}

/** A search for failures that is too long for `npm test`. */
export type Campaign = {
  readonly summary: string
  /** @returns a line for each failure */
  readonly run: (options: CampaignOptions) => Promise<readonly string[]>
}

/** How much of a campaign is run. */
export type Extent = {
  /** Seeds, each a run of its own. */
  readonly seeds: number
  /** Length of each run: operations, or runs of each fuzz test. */
  readonly size: number
}

export type Job = {
  readonly seed: string
  readonly size: number
  /** Called with how much of `size` is done. */
  readonly onProgress: (done: number) => void
}

/** A search for failures in random runs, each of which has a seed. */
export type SeedCampaign = {
  readonly summary: string
  readonly full: Extent
  readonly short: Extent
  /**
   * One run. Throws where it finds a failure; an error with a number `operation` tells where.
   *
   * @returns how many operations were tried
   */
  readonly run: (job: Job) => Promise<number>
}

/** What became of one seed: a line of `.campaign/<name>.jsonl`. */
export type SeedResult = {
  readonly campaign: string
  readonly seed: string
  readonly size: number
  readonly passed: boolean
  /** Operations that were tried, the failing one included. */
  readonly operations: number
  /** Number of the operation that failed; null: none, or not known. */
  readonly failedAt: number | null
  readonly error: string | null
  readonly seconds: number
  /** Commit of the working tree. */
  readonly commit: string
  /** Whether the tree held changes that the commit has not. */
  readonly dirty: boolean
  /** ISO 8601, UTC. */
  readonly finishedAt: string
}
