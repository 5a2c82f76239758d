import { type Column, nullable, type RowOf, required } from '../database/columns.ts'

/**
 * The state of a pool as the contract spells it, in capitals. CLOSED: the opener cancelled it, or a contributor withdrew
 * after it had expired. An OPEN pool may be past its deadline or have an outdated requirement: no event says so.
 */
export type PoolState = 'OPEN' | 'REGISTERED' | 'CLOSED'

/** The fields of a contribution pool, each with its column. */
export const POOL_COLUMNS = {
  /** Counted up from 1. */
  poolId: required('pool_id', 'uint64'),
  state: required('state', 'text'),
  /** Contributor of slot 0. */
  opener: required('opener', 'bytes'),
  /** Basis points of the rewards that the opener takes before they are split. */
  feeBps: required('fee_bps', 'uint16'),
  /** The pool must be full and registered by then. */
  deadline: required('deadline', 'time'),
  /** Token base units that the node takes. */
  requirement: required('requirement', 'whole'),
  /** Token base units contributed: the sum of the places. */
  total: required('total', 'whole'),
  /** Slots used, reserved, or emptied since the pool was closed. At most 10. Places from here on are empty. */
  slotCount: required('slot_count', 'uint16'),
  /** Slots that are reserved and not taken yet. */
  reservedCount: required('reserved_count', 'uint16'),
  /** The hash that contributors agree to: keccak256 of id, opener and terms. */
  termsHash: required('terms_hash', 'bytes'),
  /** keccak256 of the registration to use and its signature. It and the next seven are of the opener's last one. */
  registrationHash: required('registration_hash', 'bytes'),
  /** The account that is to run the node. */
  operator: required('operator', 'bytes'),
  ed25519Key: required('ed25519_key', 'bytes'),
  /** keccak256 of the BLS key's 128-byte encoding. */
  blsKeyHash: required('bls_key_hash', 'bytes'),
  /** 16 bytes. IPv4 as ::ffff:a.b.c.d. */
  ip: required('ip', 'bytes'),
  /** TCP. */
  rpcPort: required('rpc_port', 'uint16'),
  /** UDP. 0: none. */
  quicPort: required('quic_port', 'uint16'),
  /** Unix seconds, of any size up to 64 bits. The registration is refused after it. Not before the pool's deadline. */
  registrationDeadline: required('registration_deadline', 'whole'),
  openedAt: required('opened_at', 'time'),
  /** Null until registered, like `registeredAt`. Never changes afterwards. */
  nodeId: nullable('node_id', 'uint32'),
  registeredAt: nullable('registered_at', 'time'),
  /** Null until closed. */
  closedAt: nullable('closed_at', 'time'),
} as const satisfies Readonly<Record<string, Column>>

/** A contribution pool at some block. Never changed in place: each event makes a new one. */
export type Pool = RowOf<Omit<typeof POOL_COLUMNS, 'state'>> & { readonly state: PoolState }

/**
 * The fields of a place (a slot of a pool), each with its column. A place is empty, reserved (`least` is set) or taken
 * (`contributedAt` is set).
 */
export const POOL_PLACE_COLUMNS = {
  poolId: required('pool_id', 'uint64'),
  /** 0 to 9. Slot 0 is the opener's. */
  slot: required('slot', 'uint16'),
  /** Null while the place is empty. */
  contributor: nullable('contributor', 'bytes'),
  /** The account that may claim: the contributor, if it named no other. Null unless taken. */
  beneficiary: nullable('beneficiary', 'bytes'),
  /** The account that the place is offered to. Null if there is no offer. */
  pendingContributor: nullable('pending_contributor', 'bytes'),
  /** Token base units contributed. 0 unless taken. */
  amount: required('amount', 'whole'),
  /** Token base units that the contributor must add at least to take its reservation. Null unless reserved. */
  least: nullable('least', 'whole'),
  /** Time of the last contribution. Null unless taken. */
  contributedAt: nullable('contributed_at', 'time'),
  /** Token base units paid or credited to beneficiaries, of rewards and principal. Only grows. */
  paid: required('paid', 'whole'),
} as const satisfies Readonly<Record<string, Column>>

/** A place of a pool at some block. */
export type PoolPlace = RowOf<typeof POOL_PLACE_COLUMNS>

/** The fields of a beneficiary's credit, each with its column. */
export const POOL_CREDIT_COLUMNS = {
  beneficiary: required('beneficiary', 'bytes'),
  /** Token base units credited and not paid yet. */
  credit: required('credit', 'whole'),
} as const satisfies Readonly<Record<string, Column>>

/** The credit of a beneficiary at some block. */
export type PoolCredit = RowOf<typeof POOL_CREDIT_COLUMNS>
