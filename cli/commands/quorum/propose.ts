import { parseArgs } from 'node:util'
import type { Hex } from 'viem'
import { QUORUM_KINDS, type QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import { UINT16_MAX, UINT32_MAX } from '../../../shared/uint.ts'
import { connect } from '../../lib/input/connect.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { createOptions, type Options } from '../../lib/input/options.ts'
import { describeAction, describeProposal } from '../../lib/quorum/describeProposal.ts'
import { ActionImpossibleError } from '../../lib/quorum/errors.ts'
import { readEvidence } from '../../lib/quorum/evidence.ts'
import { findObstacles, removalsMaxOf } from '../../lib/quorum/findObstacles.ts'
import { type Proposal, writeProposal } from '../../lib/quorum/proposalFile.ts'
import { readFacts } from '../../lib/quorum/readFacts.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'
import type { Command } from '../command.ts'

const NOBODY: Hex = `0x${'00'.repeat(20)}`

const readKind = (options: Options): QuorumTerms['kind'] => {
  const value = options.text('action')
  const kind = QUORUM_KINDS.find((candidate) => candidate === value)
  if (!kind) throw new OptionInvalidError({ option: '--action', reason: `must be ${QUORUM_KINDS.join(', ')}`, value })
  return kind
}

const readEpoch = (options: Options, currentEpoch: number): number => {
  const epoch = options.optionalInteger('epoch', 0, UINT32_MAX) ?? currentEpoch
  if (epoch !== currentEpoch && epoch !== currentEpoch - 1) {
    const reason = `must be ${currentEpoch}, the current epoch, or the one before: other sets do not count now`
    throw new OptionInvalidError({ option: '--epoch', reason, value: String(epoch) })
  }
  return epoch
}

/** Writes a proposal of an action. */
export const propose: Command = async (args) => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      rpc: text,
      registry: text,
      node: text,
      action: text,
      reason: text,
      evidence: text,
      reporter: text,
      epoch: text,
      out: text,
    },
  })
  const options = createOptions(values)
  const unsettled = {
    kind: readKind(options),
    nodeId: options.integer('node', 1, UINT32_MAX),
    reason: options.integer('reason', 0, UINT16_MAX),
    reporter: values.reporter === undefined ? NOBODY : options.address('reporter'),
  }
  const evidenceHash = await readEvidence(options.text('evidence'))
  const opened = await connect(options, options.address('registry'))
  const terms: QuorumTerms = { ...unsettled, evidenceHash, epoch: readEpoch(options, opened.currentEpoch) }
  const node = await readNode(opened, terms.nodeId)
  const keys = await readKeys(opened, { nodeId: terms.nodeId, activatableAt: node.activatableAt })
  const facts = await readFacts(opened, terms, { node, blsKey: keys.blsKey })
  const obstacles = findObstacles(terms, facts)
  if (obstacles.length > 0) throw new ActionImpossibleError({ action: describeAction(terms), obstacles })

  const { chainId, registry, epochSeconds, newest } = opened
  const { status, operator, principal } = node
  const proposal: Proposal = {
    ...{ chainId, registry, terms, epochSeconds },
    members: facts.members,
    node: { status, operator, principal },
    keys,
  }
  const out = options.optionalText('out') ?? 'proposal.json'
  await writeProposal(out, proposal)
  const limit =
    terms.kind === 'remove'
      ? `\nRemovals of the last eight days: ${facts.removals} of at most ${removalsMaxOf(facts.members)}.\n`
      : ''
  process.stdout.write(
    `Proposed, in ${out}:\n\n${describeProposal(proposal, newest.timestamp)}${limit}\n` +
      'Send the file and the evidence to the operators; each runs: npm run muster -- quorum sign\n',
  )
  return 0
}
