import { ProvidersDisagreeError, type SourceFailure, TrustQuorumError } from '../../../client/index.ts'
import type { BaseError } from '../../../shared/errors/baseError.ts'
import { isUnreachable } from './refusal.ts'

/** Subjects of alarms. */
export const FINDING_KINDS = [
  /** A source served an answer that does not verify. */
  'SOURCE_REFUSED',
  /** A source does not have the list due. */
  'SOURCE_BEHIND',
  /** A source gave no answer. */
  'SOURCE_STOPPED',
  /** Two sources served different lists or anchors of one epoch, and each verifies. */
  'SOURCES_DISAGREE',
  /** An RPC endpoint named another hash than the trusted one. */
  'RPC_DISSENT',
  /** An RPC endpoint named no hash. */
  'RPC_STOPPED',
  /** The RPC endpoints together vouch for no hash. */
  'TRUST_FAILED',
  /** The trusted hash of a block that was final is another now. */
  'HISTORY_CHANGED',
  /** The RPC endpoints together name no newer header. */
  'TIME_STOPPED',
] as const

export type FindingKind = (typeof FINDING_KINDS)[number]

/** One fault. */
export type Finding = {
  readonly kind: FindingKind
  /** Origin of the server, or several. */
  readonly party: string
  /** Code of the error that a client throws. */
  readonly code: string
  readonly message: string
}

/** Longest text of a finding that the reader of an evidence file takes. */
const FINDING_TEXT_MAX = 200

/** Faults that may end in a moment, because a server is late. The others are wrong answers. */
const WAITABLE: readonly FindingKind[] = ['SOURCE_BEHIND', 'SOURCE_STOPPED', 'RPC_STOPPED']

export const isWaitable = ({ kind, code }: Finding): boolean =>
  WAITABLE.includes(kind) || code === 'BLOCK_NOT_FINAL' || code === 'TRUST_QUORUM'

/** Whether only the watcher saw the fault. Silence cannot be shown to others. */
export const isSilence = ({ kind }: Finding): boolean => kind.endsWith('_STOPPED')

const BEHIND: readonly string[] = ['EPOCH_TOO_OLD', 'EPOCH_NOT_DUE', 'EPOCH_ROLLED_BACK']

export const findingOf = (kind: FindingKind, party: string, error: Pick<BaseError, 'code' | 'message'>): Finding => ({
  kind,
  party: party.slice(0, FINDING_TEXT_MAX),
  code: error.code,
  message: (error.message.split('\n', 1)[0] ?? '').slice(0, FINDING_TEXT_MAX),
})

/**
 * The fault behind a client's refusal of a source, and its party.
 *
 * @param quorum common name of the endpoints, and their k
 */
export const classify = ({ source, error }: SourceFailure, quorum: { name: string; k: number }): Finding => {
  if (error instanceof TrustQuorumError) {
    const notFinal = error.failures.filter((failure) => failure.error.code === 'BLOCK_NOT_FINAL')
    // Enough endpoints answer, so the source made up a future block or is ahead of them.
    const [first] = notFinal
    if (first && notFinal.length >= quorum.k) return findingOf('SOURCE_REFUSED', source, first.error)
    return findingOf('TRUST_FAILED', quorum.name, error)
  }
  if (error instanceof ProvidersDisagreeError) return findingOf('TRUST_FAILED', quorum.name, error)
  if (isUnreachable(error)) return findingOf('SOURCE_STOPPED', source, error)
  return findingOf(BEHIND.includes(error.code) ? 'SOURCE_BEHIND' : 'SOURCE_REFUSED', source, error)
}

/** Whether two findings are the same fault. */
export const isSame = (a: Finding, b: Finding): boolean => a.kind === b.kind && a.party === b.party && a.code === b.code
