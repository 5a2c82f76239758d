import { bls12_381 } from '@noble/curves/bls12-381.js'
import type { Hex } from 'viem'
import { blsKeyHash, blsPublicKey, blsSign, type G1Point } from '../../../shared/signing/bls.ts'
import { UINT32_MAX } from '../../../shared/uint.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import type { Registry } from '../../lib/chain/openRegistry.ts'
import { connect } from '../../lib/input/connect.ts'
import { readSecretKey } from '../../lib/input/readSecretKey.ts'
import { checkProposal, requireInTime } from '../../lib/quorum/checkProposal.ts'
import { EvidenceMismatchError, NotASignerError } from '../../lib/quorum/errors.ts'
import { hashEvidence } from '../../lib/quorum/evidence.ts'
import { findSigner } from '../../lib/quorum/findSigner.ts'
import { digestOf, type Proposal, readProposal } from '../../lib/quorum/proposalFile.ts'
import { proposalData, proposalRows } from '../../lib/quorum/proposalRows.ts'
import { writeSignature } from '../../lib/quorum/signatureFile.ts'
import { type Block, paragraph, type Row, table } from '../../output/blocks.ts'

/** Digits of the key's hash in the name of a file if the node's id is not known. */
const NAME_DIGITS = 8

type Data = {
  readonly file: string
  /** 0 if it is not known. */
  readonly nodeId: number
  readonly isCheckedAgainstChain: boolean
  readonly proposal: ReturnType<typeof proposalData>
  readonly rows: readonly Row[]
}

/** The signer's node id, after the checks that are possible; 0 if it is not known. */
const checkAndFindSigner = async (
  proposal: Proposal,
  blsKey: G1Point,
  { opened, nodeIdSaid }: { opened: Registry | undefined; nodeIdSaid: number },
): Promise<number> => {
  if (!opened) {
    requireInTime(proposal, Math.floor(Date.now() / 1_000), "this machine's clock")
    return nodeIdSaid
  }
  await checkProposal(opened, proposal)
  const { epoch } = proposal.terms
  const nodeId = await findSigner(opened, blsKey, epoch)
  if (nodeIdSaid !== 0 && nodeIdSaid !== nodeId) {
    throw new NotASignerError({ epoch, reason: `it is the key of node ${nodeId}, not of node ${nodeIdSaid}` })
  }
  return nodeId
}

const run = async (call: Call) => {
  const { options, network } = call
  const nodeIdSaid = options.optionalInteger('node', 1, UINT32_MAX) ?? 0
  const proposal = await readProposal(options.text('proposal'))
  const evidence = options.optionalText('evidence')
  if (evidence !== undefined) {
    const found = await hashEvidence(evidence)
    const expected = proposal.terms.evidenceHash
    if (found !== expected) throw new EvidenceMismatchError({ file: evidence, found, expected })
  }
  const secretKey = await readSecretKey(options.text('key-file'), bls12_381.fields.Fr.ORDER)
  const blsKey = blsPublicKey(secretKey)
  const isOnline = !options.flag('offline') && network.found.rpc !== undefined
  const opened = isOnline ? await connect(call, proposal.registry) : undefined
  const nodeId = await checkAndFindSigner(proposal, blsKey, { opened, nodeIdSaid })

  const digest: Hex = digestOf(proposal)
  const name = nodeId === 0 ? blsKeyHash(blsKey).slice(2, 2 + NAME_DIGITS) : String(nodeId)
  const file = options.optionalText('out') ?? `signature-${name}.json`
  await writeSignature(file, { digest, nodeId, blsKey, signature: blsSign(digest, secretKey) })
  const now = opened?.newest.timestamp ?? Math.floor(Date.now() / 1_000)
  const rows = proposalRows(proposal, now)
  return { data: { file, nodeId, isCheckedAgainstChain: isOnline, proposal: proposalData(proposal), rows } }
}

const render = ({ file, nodeId, isCheckedAgainstChain, rows }: Data): Block[] => [
  paragraph(`Signed${nodeId === 0 ? '' : ` as node ${nodeId}`}, in ${file}.`, 'good'),
  table(rows),
  isCheckedAgainstChain
    ? paragraph('Checked against the chain.')
    : paragraph('Not checked against the chain: the call has no network.', 'warning'),
]

/** Signs a proposal with the BLS key of a node. */
export const sign = defineAction<Data>({ run, render })
