import { STATUS_REST_EPOCHS } from '../../epoch/bounds.ts'
import { describeDate } from '../../format/times.ts'
import { QUORUM_KINDS } from '../../signing/quorumDigest.ts'
import type { ContractSentences } from './sentence.ts'

/** Errors of what the active nodes do together. Thrown by the registry and the signer sets. */
export const QUORUM_SENTENCES = {
  ExitDue: (id, dueAt) => `The exit of node ${id} has been due since ${describeDate(dueAt)}. The node can only leave.`,
  QuorumEpochInvalid: (epoch, current) =>
    `The signatures are of epoch ${epoch}, and it is epoch ${current}. Signatures count in their epoch and the next. ` +
    'Propose and sign again.',
  StatusTooRecent: (id, changed, current) =>
    `The status of node ${id} changed in epoch ${changed}, and it is epoch ${current}. ` +
    `The quorum can suspend or resume it from epoch ${changed + STATUS_REST_EPOCHS} on.`,
  QuorumTooSmall: (members, required) => `The signer set has ${members} members; at least ${required} can act.`,
  TooManyNonSigners: (count, max) =>
    `${count} members did not sign; at most ${max} may be missing. Collect more signatures.`,
  NonSignersNotSorted: (id, previous) =>
    `Non-signer ${id} comes after ${previous}; their ids must increase. Sort them.`,
  NonSignerNotMember: (id, epoch) =>
    `Node ${id} is named as a non-signer, but is not in the signer set of epoch ${epoch}. Leave it out.`,
  QuorumSignatureInvalid: (kind, id, epoch) =>
    `The signature to ${QUORUM_KINDS[kind] ?? `do action ${kind} with`} node ${id} is not by the signer set of epoch ` +
    `${epoch}. Something was changed after signing. Propose and sign again.`,
  ActiveSetTooSmall: (active, required) =>
    `The suspension would leave ${active} active nodes; a quorum needs ${required}.`,
  ResumeTooEarly: (id, resumableAt) =>
    `The operator can resume node ${id} from ${describeDate(resumableAt)} on. Resume it then.`,
  LaunchNotOver: (from) =>
    `The launch is too recent. This node can be suspended or removed from ${describeDate(from)} on.`,
  ReporterInvalid: (reporter) =>
    `${reporter} cannot be the reporter: it is a contract of the protocol. Name another account, or none.`,
  SuspensionLimitReached: (count, max) =>
    `${count} of at most ${max} suspensions of established nodes were made in this 24-epoch bucket, or in it and the seven before. ` +
    'Suspend the node later.',
  RemovalLimitReached: (count, max) =>
    `${count} of at most ${max} removals were made in this 24-epoch bucket and the seven before. Remove the node later.`,
} satisfies Partial<ContractSentences>
