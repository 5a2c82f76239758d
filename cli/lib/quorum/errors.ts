import { BaseError } from '../../../shared/errors/baseError.ts'
import { printable } from '../../../shared/format/printable.ts'
import { describeDate } from '../../../shared/format/times.ts'

/** Thrown if a proposal contradicts itself, because it was changed after it was made. */
export class ProposalAlteredError extends BaseError {
  readonly code = 'PROPOSAL_ALTERED'
  constructor(args: { file: string; field: string; found: string; expected: string }) {
    super(`${args.file} was changed after it was made: its ${args.field} does not follow from the rest.`, {
      metaMessages: [
        `in the file ${printable(args.found)}`,
        `computed    ${args.expected}`,
        'Ask the proposer for the file again.',
      ],
    })
  }
}

/** Thrown if signatures of the proposal's epoch no longer count. Unix seconds. */
export class ProposalExpiredError extends BaseError {
  readonly code = 'PROPOSAL_EXPIRED'
  constructor(args: { epoch: number; expiresAt: number; now: number; clock: string }) {
    super(
      `The proposal expired: signatures of epoch ${args.epoch} counted until ${describeDate(args.expiresAt)}, ` +
        `and it is ${describeDate(args.now)} by ${args.clock}.`,
      { metaMessages: ['Propose the action again for the present epoch, and sign that.'] },
    )
  }
}

/** Thrown if a proposal belongs to another chain or registry. */
export class ProposalMismatchError extends BaseError {
  readonly code = 'PROPOSAL_MISMATCH'
  constructor(args: { field: string; proposal: string; chain: string }) {
    super(
      `The proposal does not belong to this chain: ${args.field} is ${args.proposal} in it, and ${args.chain} on the chain.`,
    )
  }
}

/** Thrown if no event tells the keys that a node uses now. */
export class KeysNotFoundError extends BaseError {
  readonly code = 'KEYS_NOT_FOUND'
  constructor(args: { nodeId: number }) {
    super(`This endpoint has no log of the present keys of node ${args.nodeId}. Use another.`, {
      retryable: true,
    })
  }
}

/** Thrown if the contracts would refuse the action, however many members signed it. */
export class ActionImpossibleError extends BaseError {
  readonly code = 'ACTION_IMPOSSIBLE'
  constructor(args: { action: string; obstacles: readonly string[] }) {
    super(`The registry would refuse to ${args.action}.`, { metaMessages: args.obstacles })
  }
}

/** Thrown if a file is not the evidence that the proposal names. */
export class EvidenceMismatchError extends BaseError {
  readonly code = 'EVIDENCE_MISMATCH'
  constructor(args: { file: string; found: string; expected: string }) {
    super(`${args.file} is not the evidence of the proposal.`, {
      metaMessages: [`hash of the file ${args.found}`, `in the proposal  ${args.expected}`],
    })
  }
}

/** Thrown if a key does not belong to the set that signs. */
export class NotASignerError extends BaseError {
  readonly code = 'NOT_A_SIGNER'
  constructor(args: { epoch: number; reason: string }) {
    super(`This key does not sign in epoch ${args.epoch}: ${args.reason}.`)
  }
}

/** Thrown if too few members signed. */
export class QuorumMissedError extends BaseError {
  readonly code = 'QUORUM_MISSED'
  constructor(args: { good: number; needed: number; members: number; missing: readonly number[] }) {
    super(`${args.needed} of the ${args.members} members must sign; ${args.good} good signatures are here.`, {
      metaMessages: [`Missing: ${args.missing.join(', ')}`, 'Nothing was written. Collect more and run it again.'],
    })
  }
}

/** Thrown if the members in the logs differ from the set of the contract. */
export class SignerSetMismatchError extends BaseError {
  readonly code = 'SIGNER_SET_MISMATCH'
  constructor(args: { epoch: number; inLogs: number; onChain: number }) {
    const what = args.inLogs === args.onChain ? 'with other keys' : `of ${args.onChain} members`
    super(`The logs give a set of ${args.inLogs} members for epoch ${args.epoch}, the contract keeps one ${what}.`, {
      metaMessages: ['The endpoint leaves out logs, or --from-block is after the deployment. Use another endpoint.'],
      retryable: true,
    })
  }
}

/** Thrown if the aggregate does not verify, which should never happen. */
export class AggregateInvalidError extends BaseError {
  readonly code = 'AGGREGATE_INVALID'
  constructor() {
    super('The aggregate signature does not verify by the sum of the signers. Nothing was written.')
  }
}
