import { brotliCompressSync, gzipSync } from 'node:zlib'
import { migrate } from '../../indexer/migrate.ts'
import { createDatabase, type Sql } from '../../indexer/store/database.ts'
import { blockOf, CHAIN_ID, DEPLOY_BLOCK, EPOCH_SECONDS, REGISTRY, type World } from './buildWorld.ts'

/** Rows of one insert: Postgres takes 65,535 parameters, the widest row has 26. */
const ROWS_PER_INSERT = 1_000

/** Opens a connection as the owner of the tables, migrates, and returns it for seeding. End it at the end. */
export async function openSeeder(databaseUrl: string): Promise<Sql> {
  const sql = createDatabase({ databaseUrl, max: 2, applicationName: 'muster-test-seeder' })
  await migrate(sql)
  return sql
}

/** Writes the whole world into the base tables, as an indexer at its head would have. */
export async function seedDatabase(sql: Sql, world: World): Promise<void> {
  await insert(sql, 'blocks', [...world.blocks.values()])
  await insert(sql, 'logs', world.logs)
  // As text: postgres.js sends a bigint as int8, and these are larger.
  const versions = world.versions.map((version) => ({
    ...version,
    principal: version.principal.toString(),
    seed: version.seed?.toString() ?? null,
  }))
  await insert(sql, 'service_nodes', versions)
  await insert(sql, 'list_roots', world.roots)
  await insert(sql, 'replaced_keys', world.replacedKeys)
  const lists = [...world.lists].map(([root, { depth, count, bytes }]) => ({
    root: Buffer.from(root.slice(2), 'hex'),
    depth,
    count,
    bytes,
    brotli: brotliCompressSync(bytes),
    gzip: gzipSync(bytes),
  }))
  await insert(sql, 'lists', lists)
  const epochs = world.epochs.map(({ epoch, status, anchor, root, count, proof, reason }) => ({
    epoch,
    status,
    anchor_number: anchor,
    anchor_hash: blockOf(anchor).hash,
    anchor_timestamp: blockOf(anchor).timestamp,
    child_number: anchor + 1n,
    child_hash: blockOf(anchor + 1n).hash,
    list_root: root,
    service_node_count: count,
    proof,
    reason,
    published_at: new Date('2026-11-22T10:00:00Z'),
  }))
  await insert(sql, 'epochs', epochs)
  const { head } = world
  const last = world.roots.at(-1)
  await sql`
    insert into muster.chain (
      chain_id, registry, deploy_block, epoch_seconds, head_number, head_hash, head_parent_hash, head_timestamp,
      finalized_number, list_root, list_version, leaf_count, depth, state
    ) values (
      ${CHAIN_ID}, ${Buffer.from(REGISTRY.slice(2), 'hex')}, ${DEPLOY_BLOCK}, ${EPOCH_SECONDS}, ${head.number},
      ${head.hash}, ${head.parent_hash}, ${head.timestamp}, ${head.number - 64n}, ${last?.root ?? Buffer.alloc(32)},
      ${last?.version ?? 0n}, ${world.leafCount}, ${world.depth}, 'live'
    )`
}

async function insert(sql: Sql, table: string, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const part = rows.slice(start, start + ROWS_PER_INSERT) as Record<string, string>[]
    await sql`insert into muster.${sql(table)} ${sql(part)}`
  }
}
