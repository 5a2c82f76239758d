import type { Hex } from 'viem'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import type { QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import { formatTable } from '../../output/formatTable.ts'
import { digestOf, missingMaxOf, type Proposal, timesOf } from './proposalFile.ts'

const NOBODY: Hex = `0x${'00'.repeat(20)}`

const EFFECTS = {
  suspend: 'off the list, no rewards; the quorum may resume it, and its operator after 7 days',
  resume: 'on the list again, with rewards',
  remove: 'off the list for good; a penalty goes off its principal, the rest is payable after the removal lock',
} as const

/** "suspend node 4" */
export const describeAction = ({ kind, nodeId }: QuorumTerms): string => `${kind} node ${nodeId}`

/**
 * A proposal in plain words.
 *
 * @param now unix seconds, of the clock that the reader goes by
 */
export const describeProposal = (proposal: Proposal, now: number): string => {
  const { terms, members, node } = proposal
  const { startsAt, expiresAt } = timesOf(proposal)
  const missingMax = missingMaxOf(members)
  return formatTable([
    ['action', `${describeAction(terms)}: ${EFFECTS[terms.kind]}`],
    ['reason', String(terms.reason)],
    ['evidence', terms.evidenceHash],
    ['reporter', terms.reporter === NOBODY ? 'nobody' : terms.reporter],
    ['node', `${node.status}, operator ${node.operator}, principal ${describeTokens(node.principal)}`],
    ['chain, registry', `${proposal.chainId}, ${proposal.registry}`],
    ['signer set', `epoch ${terms.epoch}, since ${describeMoment(startsAt, now)}`],
    ['counts until', describeMoment(expiresAt, now)],
    ['needed', `${members - missingMax} of ${members} signatures; ${missingMax} may be missing`],
    ['digest', digestOf(proposal)],
  ])
}
