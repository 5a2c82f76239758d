/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  /** Any failure that has no code of its own. */
  failed: 1,
  /** The call itself must be changed: its command, arguments, options or profile. */
  usage: 2,
  /** The chain refuses the transaction, or would refuse it. */
  refused: 3,
  /** Something that was fetched, signed or kept does not prove what it should. */
  notVerified: 4,
  /** No answer from an endpoint or a server. */
  unreachable: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const

type ExitName = keyof typeof EXIT

/** Codes of errors by the exit code that they lead to. Any other error leads to `failed`. */
const CODES: Readonly<Partial<Record<ExitName, readonly string[]>>> = {
  usage: [
    'CONTROL_FILE_INVALID',
    'DEVNET_VERSION_DIFFERS',
    'USAGE',
    'OPTION_INVALID',
    'VALUES_MISSING',
    'CONFIRMATION_MISSING',
    'NETWORK_NOT_NAMED',
    'CHAIN_MISMATCH',
    'NO_REGISTRY',
    'NO_POOLS',
    'IP_INVALID',
    'PARAMETER_REFUSED',
    'OPERATION_UNCLEAR',
    'RESERVATION_REFUSED',
    'TOO_MANY_POOLS',
    'POOL_UNKNOWN',
    'PROFILE_NAME_INVALID',
    'PROFILE_MISSING',
    'PROFILE_VALUE_INVALID',
    'PROFILE_INCOMPLETE',
  ],
  refused: [
    'CALL_REVERTED',
    'TRANSACTION_REVERTED',
    'ACTION_IMPOSSIBLE',
    'CONTRIBUTION_REFUSED',
    'ED25519_KEY_USED',
    'FUNDS_MISSING',
    'GAS_PRICE_TOO_HIGH',
    'NOTHING_UNTRACKED',
    'NOT_A_SIGNER',
    'NOT_BENEFICIARY',
    'NOT_POOL_OPENER',
    'NO_ROOM',
    'OPERATION_EXPIRED',
    'OPERATION_NOT_YOURS',
    'OPERATION_TOO_EARLY',
    'PLACE_NOT_OFFERED',
    'POOL_NOT_OPEN',
    'PROPOSAL_EXPIRED',
    'QUORUM_MISSED',
    'ROUND_NOT_PUBLISHED',
    'WITHDRAWAL_CLOSES_POOL',
  ],
  notVerified: [
    'AGGREGATE_INVALID',
    'BLOCK_HASH_UNTRUSTED',
    'EPOCH_PROOF_MALFORMED',
    'EVIDENCE_DAMAGED',
    'EVIDENCE_MISMATCH',
    'KEYS_NOT_FOUND',
    'LIST_NOT_VERIFIED',
    'PROPOSAL_ALTERED',
    'PROPOSAL_MISMATCH',
    'REGISTRATION_NOT_FOUND',
    'SIGNER_SET_MISMATCH',
    'SNAPSHOT_MALFORMED',
    'TERMS_HASH_MISMATCH',
    'TERMS_UNPROVEN',
  ],
  unreachable: ['BEACON_FAILED', 'DEVNET_GONE', 'DEVNET_NOT_RUNNING', 'LIST_UNREACHABLE', 'RPC_FAILED'],
  interrupted: ['INTERRUPTED', 'JOB_CANCELLED'],
}

/** The one table from the code of an error to the exit code. */
const EXIT_OF_CODE: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES).flatMap(([name, codes]) => codes.map((code) => [code, EXIT[name as ExitName]] as const)),
)

/** Exit code for the code of an error. */
export const exitCodeOf = (code: string): number => EXIT_OF_CODE.get(code) ?? EXIT.failed
