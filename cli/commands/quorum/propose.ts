import type { Hex } from 'viem'
import { QUORUM_KINDS, type QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import { UINT16_MAX, UINT32_MAX } from '../../../shared/uint.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { connect } from '../../lib/input/connect.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import type { Options } from '../../lib/input/options.ts'
import type { FollowUp } from '../../lib/network/followUp.ts'
import { ActionImpossibleError } from '../../lib/quorum/errors.ts'
import { readEvidence } from '../../lib/quorum/evidence.ts'
import { findObstacles, removalsMaxOf } from '../../lib/quorum/findObstacles.ts'
import { type Proposal, writeProposal } from '../../lib/quorum/proposalFile.ts'
import { describeAction, proposalData, proposalRows } from '../../lib/quorum/proposalRows.ts'
import { readFacts } from '../../lib/quorum/readFacts.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'
import { type Block, paragraph, type Row, table } from '../../output/blocks.ts'

const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`

type Data = {
  readonly file: string
  readonly proposal: ReturnType<typeof proposalData>
  readonly rows: readonly Row[]
  /** Removals of the last eight buckets of 24 epochs and their maximum; null for another action. */
  readonly removals: { readonly count: number; readonly max: number } | null
}

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

/** The command by which each operator signs. */
const signFor = (file: string): FollowUp => ({
  words: ['quorum', 'sign', '--proposal', file],
  variables: [
    { flag: 'key-file', variable: 'MUSTER_BLS_KEY_FILE', note: "$MUSTER_BLS_KEY_FILE: the file of a node's BLS key." },
  ],
  needs: ['rpc'],
  isForOthers: true,
})

const run = async (call: Call) => {
  const { options, network } = call
  const unsettled = {
    kind: readKind(options),
    nodeId: options.integer('node', 1, UINT32_MAX),
    reason: options.integer('reason', 0, UINT16_MAX),
    reporter: options.optionalText('reporter') === undefined ? ZERO_ADDRESS : options.address('reporter'),
  }
  const evidenceHash = await readEvidence(options.text('evidence'))
  const opened = await connect(call, network.get('registry'))
  const terms: QuorumTerms = { ...unsettled, evidenceHash, epoch: readEpoch(options, opened.currentEpoch) }
  const node = await readNode(opened, terms.nodeId)
  const keys = await readKeys(opened, terms.nodeId)
  const facts = await readFacts(opened, terms, { node, blsKey: keys.blsKey })
  const obstacles = findObstacles(terms, facts)
  if (obstacles.length > 0) throw new ActionImpossibleError({ action: describeAction(terms), obstacles })

  const { chainId, registry, epochSeconds, newest } = opened
  const { status, operator, principal } = node
  const proposal: Proposal = {
    ...{ chainId, registry, terms, epochSeconds, keys },
    members: facts.members,
    node: { status, operator, principal },
  }
  const file = options.optionalText('out') ?? 'proposal.json'
  await writeProposal(file, proposal)
  const removals = terms.kind === 'remove' ? { count: facts.removals, max: removalsMaxOf(facts.members) } : null
  const rows = proposalRows(proposal, newest.timestamp)
  return {
    data: { file, proposal: proposalData(proposal), rows, removals },
    next: [signFor(file)],
  }
}

const render = ({ file, rows, removals }: Data): Block[] => [
  paragraph(`Proposed, in ${file}.`, 'good'),
  table(rows),
  ...(removals === null
    ? []
    : [
        paragraph(
          `Removals in this 24-epoch bucket and the seven before: ${removals.count} of at most ${removals.max}.`,
        ),
      ]),
  paragraph('Send the file and the evidence to the operators. Each signs with the BLS key of a node.'),
]

/** Writes a proposal of an action. */
export const propose = defineAction<Data>({ run, render })
