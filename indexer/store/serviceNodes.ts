import { STILL_TRUE } from '../../shared/database/stillTrue.ts'
import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'
import type { ServiceNode } from '../project/types.ts'
import { BOOLEAN_ARRAY, BYTEA_ARRAY, type Queryable, toBytes, toHex } from './database.ts'

/** Rows of one statement, see store/logs.ts. */
const INSERT_ROWS_MAX = 2_000

type Version = { node: ServiceNode; from: bigint; to: bigint }

/**
 * Writes new versions: closes the live version of each node where its first new one begins, then enters the new ones.
 *
 * @param changes for each block and node at most one, ordered by block
 */
export async function insertVersions(
  sql: Queryable,
  changes: readonly { blockNumber: bigint; node: ServiceNode }[],
): Promise<void> {
  const first = new Map<number, bigint>()
  const latest = new Map<number, Version>()
  const versions: Version[] = []
  for (const { blockNumber, node } of changes) {
    const before = latest.get(node.nodeId)
    if (before === undefined) first.set(node.nodeId, blockNumber)
    else before.to = blockNumber
    const version = { node, from: blockNumber, to: STILL_TRUE }
    latest.set(node.nodeId, version)
    versions.push(version)
  }
  if (versions.length === 0) return
  await sql`
    update muster.service_nodes as row set to_block = new.from_block
    from unnest(
      ${[...first.keys()]}::bigint[],
      ${[...first.values()].map(String)}::bigint[]
    ) as new (node_id, from_block)
    where row.node_id = new.node_id and row.to_block = ${STILL_TRUE}`
  for (let start = 0; start < versions.length; start += INSERT_ROWS_MAX)
    await insertRows(sql, versions.slice(start, start + INSERT_ROWS_MAX))
}

async function insertRows(sql: Queryable, rows: readonly Version[]): Promise<void> {
  const bytes = (of: (node: ServiceNode) => string | null) =>
    sql.array(
      rows.map(({ node }) => {
        const hex = of(node)
        return hex === null ? null : toBytes(hex)
      }),
      BYTEA_ARRAY,
    )
  const text = (of: (node: ServiceNode) => bigint | number | null) =>
    rows.map(({ node }) => of(node)?.toString() ?? null)
  await sql`
    insert into muster.service_nodes (
      node_id, from_block, to_block, status, operator, owner, pending_owner, principal, fee_bps, ed25519_key, bls_key,
      bls_key_hash, identity_proof_valid, ip, rpc_port, quic_port, registered_at, activatable_at, activated_at, seed,
      exit_due_at, leaf_index
    )
    select
      node_id, from_block, to_block, status, operator, owner, pending_owner, principal, fee_bps, ed25519_key, bls_key,
      bls_key_hash, identity_proof_valid, ip, rpc_port, quic_port, registered_at, activatable_at, activated_at, seed,
      exit_due_at, leaf_index
    from unnest(
      ${text(({ nodeId }) => nodeId)}::bigint[],
      ${rows.map(({ from }) => from.toString())}::bigint[],
      ${rows.map(({ to }) => to.toString())}::bigint[],
      ${rows.map(({ node }) => node.status)}::text[],
      ${bytes(({ operator }) => operator)}::bytea[],
      ${bytes(({ owner }) => owner)}::bytea[],
      ${bytes(({ pendingOwner }) => pendingOwner)}::bytea[],
      ${text(({ principal }) => principal)}::numeric[],
      ${text(({ feeBps }) => feeBps)}::integer[],
      ${bytes(({ ed25519Key }) => ed25519Key)}::bytea[],
      ${bytes(({ blsKey }) => blsKey)}::bytea[],
      ${bytes(({ blsKeyHash }) => blsKeyHash)}::bytea[],
      ${sql.array(
        rows.map(({ node }) => node.identityProofValid),
        BOOLEAN_ARRAY,
      )}::boolean[],
      ${bytes(({ ip }) => ip)}::bytea[],
      ${text(({ rpcPort }) => rpcPort)}::integer[],
      ${text(({ quicPort }) => quicPort)}::integer[],
      ${text(({ registeredAt }) => registeredAt)}::bigint[],
      ${text(({ activatableAt }) => activatableAt)}::bigint[],
      ${text(({ activatedAt }) => activatedAt)}::bigint[],
      ${text(({ seed }) => seed)}::numeric[],
      ${text(({ exitDueAt }) => exitDueAt)}::bigint[],
      ${text(({ leafIndex }) => leafIndex)}::bigint[]
    ) as new (
      node_id, from_block, to_block, status, operator, owner, pending_owner, principal, fee_bps, ed25519_key, bls_key,
      bls_key_hash, identity_proof_valid, ip, rpc_port, quic_port, registered_at, activatable_at, activated_at, seed,
      exit_due_at, leaf_index
    )`
}

/** Takes back everything above block `number`: its versions go, those it had closed are live again. */
export async function rollBackVersions(sql: Queryable, number: bigint): Promise<void> {
  await sql`delete from muster.service_nodes where from_block > ${number}`
  await sql`
    update muster.service_nodes set to_block = ${STILL_TRUE} where to_block > ${number} and to_block <> ${STILL_TRUE}`
}

export async function deleteAllVersions(sql: Queryable): Promise<void> {
  await sql`delete from muster.service_nodes`
}

type Row = {
  node_id: bigint
  status: ServiceNodeStatus
  operator: Uint8Array
  owner: Uint8Array
  pending_owner: Uint8Array | null
  principal: bigint
  fee_bps: number
  ed25519_key: Uint8Array
  bls_key: Uint8Array
  bls_key_hash: Uint8Array
  identity_proof_valid: boolean
  ip: Uint8Array
  rpc_port: number
  quic_port: number
  registered_at: bigint
  activatable_at: bigint
  activated_at: bigint | null
  seed: bigint | null
  exit_due_at: bigint | null
  leaf_index: bigint | null
}

/** Every node as of block `number` (its state after that block), by id. `activeOnly`: those on the list, by leaf. */
export async function readServiceNodesAt(
  sql: Queryable,
  number: bigint,
  options: { activeOnly?: boolean } = {},
): Promise<ServiceNode[]> {
  const rows = await sql<Row[]>`
    select node_id, status, operator, owner, pending_owner, principal, fee_bps, ed25519_key, bls_key, bls_key_hash,
      identity_proof_valid, ip, rpc_port, quic_port, registered_at, activatable_at, activated_at, seed, exit_due_at,
      leaf_index
    from muster.service_nodes
    where from_block <= ${number} and ${number} < to_block
      ${options.activeOnly === true ? sql`and leaf_index is not null order by leaf_index` : sql`order by node_id`}`
  return rows.map(toServiceNode)
}

function toServiceNode(row: Row): ServiceNode {
  return {
    nodeId: Number(row.node_id),
    status: row.status,
    operator: toHex(row.operator),
    owner: toHex(row.owner),
    pendingOwner: row.pending_owner === null ? null : toHex(row.pending_owner),
    principal: row.principal,
    feeBps: row.fee_bps,
    ed25519Key: toHex(row.ed25519_key),
    blsKey: toHex(row.bls_key),
    blsKeyHash: toHex(row.bls_key_hash),
    identityProofValid: row.identity_proof_valid,
    ip: toHex(row.ip),
    rpcPort: row.rpc_port,
    quicPort: row.quic_port,
    registeredAt: row.registered_at,
    activatableAt: row.activatable_at,
    activatedAt: row.activated_at,
    seed: row.seed,
    exitDueAt: row.exit_due_at,
    leafIndex: row.leaf_index === null ? null : Number(row.leaf_index),
  }
}
