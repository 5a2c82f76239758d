import type { Logger } from 'pino'
import type { Hex } from 'viem'
import type { MirroredContract } from '../contracts.ts'
import type { LogDecoder } from '../project/createLogDecoder.ts'
import type { Projection } from '../project/createProjection.ts'
import type { Block, BlockWithRawLogs } from '../project/types.ts'
import type { Accusation } from '../prove/types.ts'
import type { ReceiptsReader } from '../receipts/createReceiptsReader.ts'
import type { ChainReader } from '../rpc/createChainReader.ts'
import type { Rpc } from '../rpc/createRpc.ts'
import type { ChainState } from '../store/chain.ts'
import type { Writer } from '../store/createWriter.ts'
import type { BloomFilter } from './bloom.ts'
import type { Place } from './isBehind.ts'

/** The chain and registry that one indexer follows. */
export type ChainSettings = {
  chainId: bigint
  /** Lower-case address. */
  registry: Hex
  /** Block the registry was deployed in. */
  deployBlock: bigint
}

/** Where the indexer stands: the same as the chain row, kept in memory. */
export type Cursor = {
  head: Block
  finalizedNumber: bigint
  state: ChainState
  epochSeconds: number
  deployTimestamp: bigint
  /** Folded up to `head`; undefined after a failure, then loaded from the rows before the next use. */
  projection: Projection | undefined
  /** Set when the contracts count other events than the tables have; until they are healed. */
  accusation: Accusation | undefined
  /** Set when a block has other logs than the tables, with the right ones; until they are exchanged. */
  correction: BlockWithRawLogs | undefined
  /** When the tables were healed, by `nowMs`. */
  healedAt: readonly number[]
}

/** What `/ready` and `/metrics` tell. Written by the sync only, read by the health server only. */
export type SyncStatus = {
  role: 'starting' | 'standby' | 'writer' | 'stopped'
  state: ChainState
  stateReason: string | null
  headNumber: bigint
  headTimestamp: bigint
  finalizedNumber: bigint
  /** Why the last header could not be encoded. Null: it could. */
  headerFault: string | null
  /** Number of the witnessed head. */
  seenNumber: bigint
  /** Newest block by the comparison of all endpoints; null before the first, and with a single endpoint. */
  newest: Place | null
  /** Independent endpoints that gave the hash of the witnessed head. */
  witnesses: number
  /** Why there is no newer head, and since when by `nowMs`. */
  doubt: { code: 'WITNESS_MISSING' | 'HEADS_DISAGREE'; text: string; since: number } | null
  /** Milliseconds by `nowMs` of the last look at the chain that went well. */
  lookedAt: number
  /** Root of the last ListChanged that our own rows gave too, and the root our rows give now. */
  verifiedRoot: Hex
  listRoot: Hex
  /** A different block was seen at a height we hold, and is not worked in yet. */
  reorgOpen: boolean
  reorgs: number
  events: number
  /** Blocks whose logs were asked for again because the bloom filter contradicted the first answer. */
  logsRechecked: number
  /** Number of the block up to which the number of events is proven. Null: none yet. */
  provenNumber: bigint | null
  /** Which contract counts other events than the tables have. Null: none. */
  countFault: string | null
  /** How often the tables were healed since the start. */
  healings: number
  /** Newest epoch with metrics. Null: none yet. */
  metricsEpoch: bigint | null
  epochsCaptured: number
  epochsMissed: number
}

/** Everything the parts of the sync share. */
export type SyncContext = {
  settings: ChainSettings
  contracts: readonly MirroredContract[]
  decodeLog: LogDecoder
  writer: Writer
  rpc: Rpc
  reader: ChainReader
  bloom: BloomFilter
  receipts: ReceiptsReader
  /** A name for each endpoint. Those with the same name are one witness. */
  groups: readonly string[]
  /** Whether the head waits while fewer than two independent endpoints answer. */
  isWitnessRequired: boolean
  log: Logger
  signal: AbortSignal
  status: SyncStatus
  /** A clock for patience, milliseconds; any beginning. */
  nowMs: () => number
}
