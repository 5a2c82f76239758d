import type { Sql } from '../../../indexer/store/database.ts'
import { TABLES } from '../../../indexer/store/tables.ts'

export type StateDump = {
  /** All versions, by table. */
  states: Record<string, object[]>
  roots: object[]
  replacedKeys: object[]
  logs: object[]
  blocks: object[]
  chain: object | undefined
}

const rowsOf = (rows: readonly object[]) => rows.map((row) => (row as { row: object }).row)

/** Everything that must be the same however it came to be: by history, head, reorg, restart or rebuild. */
export async function dumpState(sql: Sql): Promise<StateDump> {
  const states: Record<string, object[]> = {}
  for (const [name, { table, keyColumns }] of Object.entries(TABLES)) {
    const order = [...keyColumns, 'from_block'].join(', ')
    states[name] = rowsOf(await sql.unsafe(`select to_jsonb(row) as row from ${table} as row order by ${order}`))
  }
  const roots = await sql`select to_jsonb(row) as row from muster.list_roots as row order by version`
  const replacedKeys = await sql`select to_jsonb(row) as row from muster.replaced_keys as row order by kind, key`
  const logs = await sql`
    select to_jsonb(row) as row from muster.logs as row where canonical order by block_number, log_index`
  const blocks = await sql`
    select to_jsonb(row) - 'logs_proven' as row from muster.blocks as row
    where canonical and exists (select 1 from muster.logs where canonical and block_hash = row.hash) order by number`
  const [chain] = await sql`
    select chain_id, registry, head_number, head_hash, list_root, list_version, leaf_count, depth from muster.chain`
  return {
    states,
    roots: rowsOf(roots),
    replacedKeys: rowsOf(replacedKeys),
    logs: rowsOf(logs),
    blocks: rowsOf(blocks),
    chain,
  }
}
