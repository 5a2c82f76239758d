import { type Columns, nullable, type RowOf, required } from '../database/columns.ts'

/** Settings of the registry that governance changes. One row. */
export const REGISTRY_SETTINGS_COLUMNS = {
  /** Token base units that a new node locks. */
  stakingRequirement: required('staking_requirement', 'whole'),
  /** Seconds. */
  activationDelay: required('activation_delay', 'time'),
  /** Seconds. */
  exitDelay: required('exit_delay', 'time'),
  /** Token base units to the reporter of a removal. */
  removalReward: required('removal_reward', 'whole'),
  /** Seconds. */
  removalLock: required('removal_lock', 'time'),
  /** Basis points of the principal. */
  penaltyBps: required('penalty_bps', 'uint16'),
  /** Members of the smallest signer set that may act. */
  minQuorum: required('min_quorum', 'uint16'),
  parametersChangedAt: required('parameters_changed_at', 'time'),
  /** Number of the source of randomness in tickets, and its contract. */
  source: required('source', 'uint16'),
  randomness: required('randomness', 'bytes'),
  /** Registrations and activations are stopped until then. 0: they never were. */
  pausedUntil: required('paused_until', 'time'),
  /** From here on the guardian may pause again. */
  pausableFrom: required('pausable_from', 'time'),
  /** The access manager that the registry obeys. */
  authority: required('authority', 'bytes'),
} as const satisfies Columns

export type RegistrySettings = RowOf<typeof REGISTRY_SETTINGS_COLUMNS>

/** A role of the access manager. */
export const ROLE_COLUMNS = {
  /** 0: the role that rules over all. 2^64 - 1: everybody. */
  roleId: required('role_id', 'whole'),
  /** Text that an administrator chose. U+FFFD stands for NUL. Empty: none. */
  label: required('label', 'text'),
  /** Roles whose members grant and revoke this one, and whose members cancel its operations. */
  admin: required('admin', 'whole'),
  guardian: required('guardian', 'whole'),
  /** Seconds from a grant to its effect, and the time from which on that holds. */
  grantDelay: required('grant_delay', 'uint32'),
  grantDelaySince: required('grant_delay_since', 'time'),
} as const satisfies Columns

export type Role = RowOf<typeof ROLE_COLUMNS>

/** An account that has, or had, a role. */
export const ROLE_MEMBER_COLUMNS = {
  roleId: required('role_id', 'whole'),
  account: required('account', 'bytes'),
  isMember: required('is_member', 'boolean'),
  /** Time from which on it has the role. Null: it has not. */
  memberSince: nullable('member_since', 'time'),
  /** Seconds from the announcement of a call to the call, and the time from which on that holds. */
  delay: required('delay', 'uint32'),
  delaySince: required('delay_since', 'time'),
} as const satisfies Columns

export type RoleMember = RowOf<typeof ROLE_MEMBER_COLUMNS>

/** A contract that the access manager guards. */
export const TARGET_COLUMNS = {
  target: required('target', 'bytes'),
  /** No role may call its restricted functions. */
  isClosed: required('is_closed', 'boolean'),
  /** Seconds from the announcement of a change of its rules to that change, and the time from which on that holds. */
  adminDelay: required('admin_delay', 'uint32'),
  adminDelaySince: required('admin_delay_since', 'time'),
} as const satisfies Columns

export type Target = RowOf<typeof TARGET_COLUMNS>

/** The role that may call a function of a target. */
export const TARGET_FUNCTION_COLUMNS = {
  target: required('target', 'bytes'),
  /** 4 bytes. */
  selector: required('selector', 'bytes'),
  roleId: required('role_id', 'whole'),
} as const satisfies Columns

export type TargetFunction = RowOf<typeof TARGET_FUNCTION_COLUMNS>

/** A call that was announced. */
export const OPERATION_COLUMNS = {
  /** Hash of caller, target and data. The same call can be announced again, under the next nonce. */
  operationId: required('operation_id', 'bytes'),
  nonce: required('nonce', 'uint32'),
  state: required('state', 'text'),
  announcedAt: required('announced_at', 'time'),
  /** Time from which on the call may be made. */
  readyAt: required('ready_at', 'time'),
  caller: required('caller', 'bytes'),
  target: required('target', 'bytes'),
  /** Selector and arguments. */
  data: required('data', 'bytes'),
} as const satisfies Columns

export type OperationState = 'SCHEDULED' | 'EXECUTED' | 'CANCELED'
export type Operation = RowOf<Omit<typeof OPERATION_COLUMNS, 'state'>> & { readonly state: OperationState }
