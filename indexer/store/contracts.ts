import type { ContractName, MirroredContract } from '../contracts.ts'
import { BYTEA_ARRAY, type Queryable, toBytes, toHex } from './database.ts'

type Row = { name: ContractName; address: Uint8Array; deploy_block: bigint }

export async function insertContracts(sql: Queryable, contracts: readonly MirroredContract[]): Promise<void> {
  const addresses = contracts.map(({ address }) => toBytes(address))
  await sql`
    insert into muster.contracts (name, address, deploy_block)
    select name, address, deploy_block
    from unnest(
      ${contracts.map(({ name }) => name)}::text[],
      ${sql.array(addresses, BYTEA_ARRAY)}::bytea[],
      ${contracts.map(({ deployBlock }) => deployBlock.toString())}::bigint[]
    ) as new (name, address, deploy_block)`
}

export async function readContracts(sql: Queryable): Promise<MirroredContract[]> {
  const rows = await sql<Row[]>`select name, address, deploy_block from muster.contracts order by name`
  return rows.map((row) => ({ name: row.name, address: toHex(row.address), deployBlock: row.deploy_block }))
}
