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

/**
 * The number of the epoch in use: the greatest published E with E <= floor(head time / epoch length) - 1, since
 * everybody uses list E during epoch E + 1. Undefined where none is published or nothing is indexed yet.
 */
export async function readLatestEpochNumber(sql: Reader): Promise<bigint | undefined> {
  const [row] = await sql<{ number: bigint }[]>`
    select e.epoch as "number"
    from muster_api.epochs as e cross join muster_api.chain as c
    where e.status = 'published' and e.epoch <= c.head_timestamp / c.epoch_seconds - 1
    order by e.epoch desc
    limit 1`
  return row?.number
}
