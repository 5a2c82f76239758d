import type { Hex } from 'viem'
import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import { STATUS_NAMES } from '../../../shared/serviceNode/status.ts'
import { g1ToHex } from '../../../shared/signing/bls.ts'
import { type QuorumTerms, quorumDigest } from '../../../shared/signing/quorumDigest.ts'
import { UINT32_MAX, UINT64_MAX, UINT96_MAX } from '../../../shared/uint.ts'
import { type FileKind, readJsonFile, type StrictObject } from '../input/readJsonFile.ts'
import { writeNewFile } from '../input/writeNewFile.ts'
import { ProposalAlteredError } from './errors.ts'
import type { NodeKeys } from './foldMembers.ts'
import { KEY_BYTES, keyFromHex } from './points.ts'
import type { NodeState } from './readNode.ts'
import { readTerms, TERMS_FIELDS, writeTerms } from './terms.ts'

/** At most one in this many members may be missing, see `SignerSets`. */
const NON_SIGNER_SHARE = 3

/** A signature counts in its epoch and the next. */
const EPOCHS_VALID = 2

/** Bounds of the registry's `EPOCH_SECONDS`. */
const EPOCH_SECONDS_MIN = 10
const EPOCH_SECONDS_MAX = 86_400

/** A proposal is about a kilobyte. */
const PROPOSAL_BYTES_MAX = 16_384

/** A proposal to the operators of one epoch's signer set. */
export type Proposal = {
  readonly chainId: bigint
  readonly registry: Hex
  readonly terms: QuorumTerms
  readonly epochSeconds: number
  /** Size of the set. */
  readonly members: number
  /** State of the node for the proposer. People read it; it is not signed. */
  readonly node: Pick<NodeState, 'status' | 'operator' | 'principal'>
  /** Keys of the node for the call. They are not signed, since the contracts know them. */
  readonly keys: NodeKeys
}

const KIND: FileKind = {
  format: 'muster-quorum-proposal',
  version: 1,
  fields: [
    'chainId',
    'registry',
    'action',
    'digest',
    'epochSeconds',
    'startsAt',
    'startsAtDate',
    'expiresAt',
    'expiresAtDate',
    'members',
    'missingMax',
    'node',
    'keys',
  ],
}

/** The digest that is signed. It is always computed and never taken from a file. */
export const digestOf = (proposal: Proposal): Hex => quorumDigest(proposal)

/** Start of the set's epoch, and the time from which its signatures no longer count. Unix seconds. */
export const timesOf = ({ terms, epochSeconds }: Pick<Proposal, 'terms' | 'epochSeconds'>) => ({
  startsAt: Number(boundaryOf(toEpoch(BigInt(terms.epoch)), epochSeconds)),
  expiresAt: Number(boundaryOf(toEpoch(BigInt(terms.epoch + EPOCHS_VALID)), epochSeconds)),
})

/** Members of a set of this size that may be missing. */
export const missingMaxOf = (members: number): number => Math.floor(members / NON_SIGNER_SHARE)

const derivedFields = (proposal: Proposal) => {
  const { startsAt, expiresAt } = timesOf(proposal)
  return {
    digest: digestOf(proposal),
    startsAt: String(startsAt),
    startsAtDate: new Date(startsAt * 1_000).toISOString(),
    expiresAt: String(expiresAt),
    expiresAtDate: new Date(expiresAt * 1_000).toISOString(),
    missingMax: missingMaxOf(proposal.members),
  }
}

/** @throws FileExistsError */
export const writeProposal = (file: string, proposal: Proposal): Promise<void> => {
  const { digest, missingMax, ...times } = derivedFields(proposal)
  return writeNewFile(file, {
    format: KIND.format,
    version: KIND.version,
    chainId: String(proposal.chainId),
    registry: proposal.registry,
    action: writeTerms(proposal.terms),
    digest,
    epochSeconds: proposal.epochSeconds,
    ...times,
    members: proposal.members,
    missingMax,
    node: { ...proposal.node, principal: String(proposal.node.principal) },
    keys: { blsKey: g1ToHex(proposal.keys.blsKey), ed25519Key: proposal.keys.ed25519Key },
  })
}

/**
 * Reads a proposal whose derived fields (digest, times, missing members) follow from the others.
 *
 * @throws FileMalformedError, FileTooLargeError, FileUnreadableError, ProposalAlteredError
 */
export const readProposal = async (file: string): Promise<Proposal> => {
  const object = await readJsonFile(file, PROPOSAL_BYTES_MAX, KIND)
  const node = object.object('node', ['status', 'operator', 'principal'])
  const keys = object.object('keys', ['blsKey', 'ed25519Key'])
  const proposal: Proposal = {
    chainId: object.bigint('chainId', UINT64_MAX),
    registry: object.hex('registry', 20),
    terms: readTerms(object.object('action', TERMS_FIELDS)),
    epochSeconds: object.integer('epochSeconds', EPOCH_SECONDS_MIN, EPOCH_SECONDS_MAX),
    members: object.integer('members', 1, UINT32_MAX),
    node: {
      status: node.oneOf('status', STATUS_NAMES),
      operator: node.hex('operator', 20),
      principal: node.bigint('principal', UINT96_MAX),
    },
    keys: { blsKey: keyFromHex(keys.hex('blsKey', KEY_BYTES)), ed25519Key: keys.hex('ed25519Key', 32) },
  }
  requireSame(file, object, proposal)
  return proposal
}

const requireSame = (file: string, object: StrictObject, proposal: Proposal): void => {
  // JavaScript has dates for 273,000 years. An epoch can be later.
  if (timesOf(proposal).expiresAt > UINT32_MAX * 2) throw object.wrong('action', 'names an epoch in the far future')
  const { missingMax, ...texts } = derivedFields(proposal)
  const pairs = Object.entries(texts).map(([field, expected]) => [field, object.text(field), expected] as const)
  const missingMaxFound = object.integer('missingMax', 0, UINT32_MAX)
  for (const [field, found, expected] of [
    ...pairs,
    ['missingMax', String(missingMaxFound), String(missingMax)],
  ] as const) {
    if (found !== expected) throw new ProposalAlteredError({ file, field, found, expected })
  }
}
