import type { ContractName } from '../contracts.ts'
import type { ProvenPoint } from '../prove/types.ts'
import { type Queryable, toBytes, toHex } from './database.ts'

type Row = {
  block_number: bigint
  block_hash: Uint8Array
  contract: ContractName
  events: bigint | null
  storage_hash: Uint8Array
}

/** The newest proven point; undefined if there is none. */
export async function readProvenPoint(sql: Queryable): Promise<ProvenPoint | undefined> {
  const rows = await sql<Row[]>`
    select block_number, block_hash, contract, events, storage_hash from muster.proofs
    where block_number = (select max(block_number) from muster.proofs)`
  const [first] = rows
  if (first === undefined) return undefined
  return {
    number: first.block_number,
    hash: toHex(first.block_hash),
    contracts: rows.map((row) => ({ name: row.contract, events: row.events, storageHash: toHex(row.storage_hash) })),
  }
}

export async function insertProvenPoint(sql: Queryable, { number, hash, contracts }: ProvenPoint): Promise<void> {
  for (const { name, events, storageHash } of contracts)
    await sql`
      insert into muster.proofs (block_number, contract, block_hash, events, storage_hash)
      values (${number}, ${name}, ${toBytes(hash)}, ${events}, ${toBytes(storageHash)})
      on conflict (block_number, contract) do update set
        block_hash = excluded.block_hash, events = excluded.events, storage_hash = excluded.storage_hash`
}

export async function deleteProofsAbove(sql: Queryable, number: bigint): Promise<void> {
  await sql`delete from muster.proofs where block_number > ${number}`
}

/** Forgets points below the newest final one: no reorganisation goes back behind it. */
export async function pruneProofs(sql: Queryable, finalizedNumber: bigint): Promise<void> {
  await sql`
    delete from muster.proofs
    where block_number < (select max(block_number) from muster.proofs where block_number <= ${finalizedNumber})`
}
