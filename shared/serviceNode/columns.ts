import { type Column, nullable, type RawRowOf, type RowOf, required } from '../database/columns.ts'
import type { ServiceNodeStatus } from './status.ts'

/**
 * The fields of a service node, each with its column. The rows of the indexer and of the API follow from this table.
 * A new field is a line here, a migration, a field of `ServiceNode` in api/schema.graphql, and a line in the fold.
 */
export const SERVICE_NODE_COLUMNS = {
  nodeId: required('node_id', 'uint32'),
  status: required('status', 'text'),
  operator: required('operator', 'bytes'),
  /** The account that the operation of the node is offered to. Null if there is no offer. */
  pendingOperator: nullable('pending_operator', 'bytes'),
  owner: required('owner', 'bytes'),
  pendingOwner: nullable('pending_owner', 'bytes'),
  /** Token base units locked. 0 once paid. */
  principal: required('principal', 'whole'),
  /** Basis points. */
  feeBps: required('fee_bps', 'uint16'),
  ed25519Key: required('ed25519_key', 'bytes'),
  /** 128-byte EIP-2537 encoding. */
  blsKey: required('bls_key', 'bytes'),
  /** keccak256 of `blsKey`. */
  blsKeyHash: required('bls_key_hash', 'bytes'),
  /** keccak256 of the extension document, or 32 zero bytes if there is none. */
  extensionHash: required('extension_hash', 'bytes'),
  /** Whether the Ed25519 key signed the registration or rotation that entered it. The contract cannot check that. */
  identityProofValid: required('identity_proof_valid', 'boolean'),
  /** 16 bytes. IPv4 as ::ffff:a.b.c.d. */
  ip: required('ip', 'bytes'),
  /** TCP. */
  rpcPort: required('rpc_port', 'uint16'),
  /** UDP. 0: none. */
  quicPort: required('quic_port', 'uint16'),
  registeredAt: required('registered_at', 'time'),
  /** From here on the node may be activated, as its registration says. */
  activatableAt: required('activatable_at', 'time'),
  /** Null before the activation, like `activatedAt` and `seed`. Never changes afterwards. */
  firstActivatedAt: nullable('first_activated_at', 'time'),
  /** Time in the record. A new Ed25519 key and a new operator renew it. */
  activatedAt: nullable('activated_at', 'time'),
  seed: nullable('seed', 'whole'),
  /** Null if no exit was requested. */
  exitDueAt: nullable('exit_due_at', 'time'),
  /** Token base units of the principal that went to the sender of a late exit. Null before the node left. */
  exitTip: nullable('exit_tip', 'whole'),
  /** The place in the list. Null unless ACTIVE. */
  leafIndex: nullable('leaf_index', 'uint32'),
} as const satisfies Readonly<Record<string, Column>>

type Columns = typeof SERVICE_NODE_COLUMNS

/** A service node at some block. Never changed in place: each event makes a new one. */
export type ServiceNode = RowOf<Omit<Columns, 'status'>> & { readonly status: ServiceNodeStatus }

/** A row of a service node as the driver gives it, by field. */
export type RawServiceNode<Bytes> = RawRowOf<Omit<Columns, 'status'>, Bytes> & { status: ServiceNodeStatus }

export type ServiceNodeField = keyof Columns

/** The fields with their columns, in the order of the table. */
export const SERVICE_NODE_FIELDS = Object.entries(SERVICE_NODE_COLUMNS) as readonly (readonly [
  name: ServiceNodeField,
  column: Column,
])[]
