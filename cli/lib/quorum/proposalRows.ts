import type { Hex } from 'viem'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import type { QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import type { Row } from '../../output/blocks.ts'
import { digestOf, missingMaxOf, type Proposal, timesOf } from './proposalFile.ts'

const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`

const EFFECTS = {
  suspend: 'off the list, no rewards; the quorum may resume it, and its operator after 168 epochs',
  resume: 'on the list again, with rewards',
  remove: 'off the list for good; a penalty is taken from its principal, the rest is payable after the removal lock',
} as const

/** An action in words: "suspend node 4". */
export const describeAction = ({ kind, nodeId }: QuorumTerms): string => `${kind} node ${nodeId}`

/** A proposal as JSON. */
export const proposalData = (proposal: Proposal) => ({
  action: describeAction(proposal.terms),
  terms: proposal.terms,
  digest: digestOf(proposal),
  chainId: proposal.chainId,
  registry: proposal.registry,
  members: proposal.members,
  needed: proposal.members - missingMaxOf(proposal.members),
  ...timesOf(proposal),
})

/**
 * A proposal in plain words.
 *
 * @param now unix seconds, by the clock of the reader
 */
export const proposalRows = (proposal: Proposal, now: number): Row[] => {
  const { terms, members, node } = proposal
  const { startsAt, expiresAt } = timesOf(proposal)
  const missingMax = missingMaxOf(members)
  return [
    ['action', `${describeAction(terms)}: ${EFFECTS[terms.kind]}`],
    ['reason', String(terms.reason)],
    ['evidence', terms.evidenceHash],
    ['reporter', terms.reporter === ZERO_ADDRESS ? 'none' : terms.reporter],
    ['node', `${node.status}, operator ${node.operator}, principal ${describeTokens(node.principal)}`],
    ['chain, registry', `${proposal.chainId}, ${proposal.registry}`],
    ['signer set', `epoch ${terms.epoch}, since ${describeMoment(startsAt, now)}`],
    ['counts until', describeMoment(expiresAt, now)],
    ['needed', `${members - missingMax} of ${members} signatures; ${missingMax} may be missing`],
    ['digest', digestOf(proposal)],
  ]
}
