import type { Reader } from '../database/openDatabase.ts'
import type { Block } from '../queries/block.ts'
import type { Chain } from '../queries/readChain.ts'
import type { AsOf } from '../queries/serviceNodeColumns.ts'
import type { LoadReplacedKeys } from './createReplacedKeysLoader.ts'

/** Input `BlockRef`: exactly one is given. `timestamp` in unix seconds. */
export type BlockRef = { block?: bigint; epoch?: bigint; timestamp?: bigint }

/** What an answer is true for. */
export type Snapshot = {
  block: Block
  asOf: AsOf
  listRoot: Buffer
  listVersion: bigint
  leafCount: bigint
  depth: number
  state: 'BACKFILLING' | 'LIVE' | 'STALE'
}

/** What the resolvers of one operation share. */
export type QueryContext = {
  /** The operation's transaction. */
  read(): Promise<Reader>
  /** @throws NotIndexedError before the indexer's first block. */
  chain(): Promise<Chain>
  /** The state that `at` names, or the head. Each is resolved once for an operation. */
  snapshot(at: BlockRef | null | undefined): Promise<Snapshot>
  /** The replaced keys of a node. Nodes that are asked for in one turn share a query. */
  replacedKeys: LoadReplacedKeys
}
