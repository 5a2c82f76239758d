import type postgres from 'postgres'
import { STILL_TRUE } from '../../shared/database/stillTrue.ts'
import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'
import type { Reader } from '../database/openDatabase.ts'

/** One version of a service node. Keys and addresses are bytes, times unix seconds, `principal` token base units. */
export type ServiceNodeRow = {
  id: bigint
  status: ServiceNodeStatus
  operator: Buffer
  owner: Buffer
  pendingOwner: Buffer | null
  principal: bigint
  feeBps: number
  ed25519Key: Buffer
  blsKey: Buffer
  blsKeyHash: Buffer
  identityProofValid: boolean
  /** 16 bytes. */
  ip: Buffer
  rpcPort: number
  quicPort: number
  registeredAt: bigint
  activatableAt: bigint
  activatedAt: bigint | null
  seed: bigint | null
  exitDueAt: bigint | null
  leafIndex: bigint | null
  changedAtBlock: bigint
}

/** The columns of a `ServiceNodeRow`, named once. */
export function serviceNodeColumns(sql: Reader): postgres.PendingQuery<postgres.Row[]> {
  return sql`
    node_id as "id", status, operator, owner, pending_owner as "pendingOwner", principal, fee_bps as "feeBps",
    ed25519_key as "ed25519Key", bls_key as "blsKey", bls_key_hash as "blsKeyHash",
    identity_proof_valid as "identityProofValid", ip, rpc_port as "rpcPort", quic_port as "quicPort",
    registered_at as "registeredAt", activatable_at as "activatableAt", activated_at as "activatedAt", seed,
    exit_due_at as "exitDueAt", leaf_index as "leafIndex", from_block as "changedAtBlock"`
}

/** Where to look: the state after block `number`; `isHead` where that is the indexed head. */
export type AsOf = { number: bigint; isHead: boolean }

/** The condition of being true after a block. At the head it is the one that has indexes of its own. */
export function trueAsOf(sql: Reader, { number, isHead }: AsOf): postgres.PendingQuery<postgres.Row[]> {
  return isHead ? sql`to_block = ${STILL_TRUE}` : sql`from_block <= ${number} and ${number} < to_block`
}
