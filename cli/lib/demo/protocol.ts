import type { Hex } from '../../../shared/bytes.ts'

/**
 * Version of everything in this file. The devnet writes it into its control file, and a command of another version
 * refuses the file.
 */
export const CONTROL_VERSION = 1

/** Name of the control file in the data folder. Only its owner may read it. Removed when the devnet stops. */
export const CONTROL_FILE = 'control.json'

export const CONTROL_FORMAT = 'muster-devnet-control'

/** Bytes of the control file, above what it can hold. */
export const CONTROL_FILE_BYTES_MAX = 4_096

/** Bytes of the body of a request: a network file of 20,000 nodes has 2.6 MB. */
export const REQUEST_BYTES_MAX = 8_388_608

/** Bytes of one line of a job's events. */
export const EVENT_BYTES_MAX = 65_536

/** The control file. */
export type ControlFile = {
  readonly format: typeof CONTROL_FORMAT
  readonly version: number
  /** Port on 127.0.0.1. */
  readonly port: number
  /** 32 random bytes as 64 hex digits. Sent as a bearer token with each request. */
  readonly token: string
}

/** A kind of work that takes long. Only one job runs at a time. */
export type JobKind = 'replay'

/** Answer of `POST /replay`, with HTTP status 202. */
export type JobAnswer = { readonly id: string; readonly kind: JobKind }

/** Answer of `GET /status`. */
export type StatusAnswer = {
  readonly version: number
  readonly pid: number
  /** Unix seconds at which the network was up. */
  readonly startedAt: number
  readonly apiUrl: string
  readonly rpcUrl: string
  readonly indexerUrl: string
  readonly chainId: number
  readonly registry: Hex
  /** Seconds of an epoch. */
  readonly epochSeconds: number
  /** The running job, or null. */
  readonly job: JobAnswer | null
}

/** A line of `GET /jobs/ID`. The last line is of another type than `progress`. */
export type JobEvent =
  | { readonly type: 'progress'; readonly stage: string; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly result: ReplayResult }
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'cancelled' }

/** Body of an answer whose HTTP status is 400 or more. */
export type ErrorAnswer = { readonly error: { readonly code: string; readonly message: string } }

/** Codes of `ErrorAnswer` that a client tells apart. */
export const ERROR_CODES = {
  jobRunning: 'JOB_RUNNING',
  networkFileInvalid: 'NETWORK_FILE_INVALID',
} as const

/** Least, median and largest gas of a transaction of one kind. */
export type GasSpread = { readonly least: number; readonly median: number; readonly most: number }

/** Result of the replay of a network file. */
export type ReplayResult = {
  readonly nodes: number
  /** Distinct addresses in the file. Each counts as one operator. */
  readonly operators: number
  readonly seconds: {
    readonly fund: number
    readonly sign: number
    readonly register: number
    readonly publish: number
    readonly activate: number
    /** From the start of the indexer to the served list. */
    readonly index: number
    /** A client's fetch and verification. */
    readonly client: number
    readonly total: number
  }
  readonly registerGas: GasSpread
  readonly publishGas: GasSpread
  readonly activateGas: GasSpread
  readonly listBytes: number
  readonly brotliBytes: number
  /** Milliseconds to verify list and proof: the first time in a process, and the median of later ones. */
  readonly verifyColdMs: number
  readonly verifyWarmMs: number
  readonly rootOnChain: Hex
  readonly rootServed: Hex
  readonly rootComputed: Hex
  /** Whether chain, server and client have the same list, with all nodes of the file. */
  readonly isSame: boolean
}
