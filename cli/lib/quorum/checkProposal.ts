import type { Registry } from '../chain/openRegistry.ts'
import { ActionImpossibleError, ProposalExpiredError, ProposalMismatchError } from './errors.ts'
import { findObstacles } from './findObstacles.ts'
import { type Proposal, timesOf } from './proposalFile.ts'
import { describeAction } from './proposalRows.ts'
import { readFacts } from './readFacts.ts'
import { readNode } from './readNode.ts'

/** @throws ProposalExpiredError if signatures of the proposal's epoch no longer count by a clock (unix seconds) */
export const requireInTime = (proposal: Pick<Proposal, 'terms' | 'epochSeconds'>, now: number, clock: string): void => {
  const { expiresAt } = timesOf(proposal)
  if (now >= expiresAt) throw new ProposalExpiredError({ epoch: proposal.terms.epoch, expiresAt, now, clock })
}

/**
 * Checks a proposal against the chain: its chain and registry, its time, its signer set, and whether the registry would
 * refuse it.
 *
 * @throws ProposalMismatchError, ProposalExpiredError, ActionImpossibleError
 */
export const checkProposal = async (opened: Registry, proposal: Proposal): Promise<void> => {
  const requireSame = (field: string, inProposal: unknown, onChain: unknown): void => {
    if (inProposal === onChain) return
    throw new ProposalMismatchError({ field, proposal: String(inProposal), chain: String(onChain) })
  }
  requireSame('the chain id', proposal.chainId, opened.chainId)
  requireSame('the registry', proposal.registry, opened.registry)
  requireSame('the length of an epoch', proposal.epochSeconds, opened.epochSeconds)
  requireInTime(proposal, opened.newest.timestamp, 'the chain')
  const { epoch } = proposal.terms
  if (epoch > opened.currentEpoch) {
    throw new ProposalMismatchError({
      field: 'the epoch',
      proposal: `${epoch}, which has not begun`,
      chain: `${opened.currentEpoch} now`,
    })
  }
  const node = await readNode(opened, proposal.terms.nodeId)
  const facts = await readFacts(opened, proposal.terms, { node, blsKey: proposal.keys.blsKey })
  requireSame('the size of the signer set', proposal.members, facts.members)
  const obstacles = findObstacles(proposal.terms, facts)
  if (obstacles.length > 0) throw new ActionImpossibleError({ action: describeAction(proposal.terms), obstacles })
}
