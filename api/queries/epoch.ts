import { dueEpochAt, type Epoch } from '../../shared/epoch/clock.ts'
import type { Reader } from '../database/openDatabase.ts'

/** An epoch that was published or missed. Hashes are bytes, times unix seconds; `proof` is the canonical JSON text. */
export type EpochRow =
  | {
      number: bigint
      status: 'published'
      anchorNumber: bigint
      anchorHash: Buffer
      anchorTimestamp: bigint
      childNumber: bigint
      childHash: Buffer
      listRoot: Buffer
      serviceNodeCount: number
      proof: string
      reason: null
      publishedAt: Date
    }
  | {
      number: bigint
      status: 'missed'
      anchorNumber: null
      anchorHash: null
      anchorTimestamp: null
      childNumber: null
      childHash: null
      listRoot: null
      serviceNodeCount: null
      proof: null
      reason: string
      publishedAt: Date
    }

export async function readEpoch(sql: Reader, { number }: { number: bigint }): Promise<EpochRow | undefined> {
  const [row] = await sql<EpochRow[]>`
    select
      epoch as "number", status, anchor_number as "anchorNumber", anchor_hash as "anchorHash",
      anchor_timestamp as "anchorTimestamp", child_number as "childNumber", child_hash as "childHash",
      list_root as "listRoot", service_node_count as "serviceNodeCount", proof, reason, published_at as "publishedAt"
    from muster_api.epochs
    where epoch = ${number}`
  return row
}

/** The epoch whose list is due at the indexed head. Undefined before the indexer's first block. */
export async function readDueEpoch(sql: Reader): Promise<Epoch | undefined> {
  const [chain] = await sql<{ headTimestamp: bigint; epochSeconds: number }[]>`
    select head_timestamp as "headTimestamp", epoch_seconds as "epochSeconds"
    from muster_api.chain`
  return chain === undefined ? undefined : dueEpochAt(chain.headTimestamp, chain.epochSeconds)
}

/**
 * The number of the epoch in use: the newest published epoch up to the one due at the indexed head. Undefined if none is
 * published, or if nothing is indexed yet. Outside of a transaction the answer is that of the head when the call began.
 */
export async function readLatestEpochNumber(sql: Reader): Promise<bigint | undefined> {
  const due = await readDueEpoch(sql)
  if (due === undefined) return undefined
  const [row] = await sql<{ number: bigint }[]>`
    select epoch as "number"
    from muster_api.epochs
    where status = 'published' and epoch <= ${due}
    order by epoch desc
    limit 1`
  return row?.number
}
