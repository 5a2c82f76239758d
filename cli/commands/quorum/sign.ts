import { parseArgs } from 'node:util'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import type { Hex } from 'viem'
import { blsKeyHash, blsPublicKey, blsSign, type G1Point } from '../../../shared/signing/bls.ts'
import { UINT32_MAX } from '../../../shared/uint.ts'
import type { Registry } from '../../lib/chain/openRegistry.ts'
import { connect } from '../../lib/input/connect.ts'
import { createOptions } from '../../lib/input/options.ts'
import { readSecretKey } from '../../lib/input/readSecretKey.ts'
import { checkProposal, requireInTime } from '../../lib/quorum/checkProposal.ts'
import { describeProposal } from '../../lib/quorum/describeProposal.ts'
import { EvidenceMismatchError, NotASignerError } from '../../lib/quorum/errors.ts'
import { hashEvidence } from '../../lib/quorum/evidence.ts'
import { findSigner } from '../../lib/quorum/findSigner.ts'
import { digestOf, type Proposal, readProposal } from '../../lib/quorum/proposalFile.ts'
import { writeSignature } from '../../lib/quorum/signatureFile.ts'
import type { Command } from '../command.ts'

/** Digits of the key's hash in the name of a file, where the node's id is not known. */
const NAME_DIGITS = 8

/** The signer's node id, after the checks that can be made; 0 where it is not known. */
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

/** Signs a proposal with an operator's BLS key. */
export const sign: Command = async (args) => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { proposal: text, 'key-file': text, node: text, rpc: text, evidence: text, out: text },
  })
  const options = createOptions(values)
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
  const opened = values.rpc === undefined ? undefined : await connect(options, proposal.registry)
  const nodeId = await checkAndFindSigner(proposal, blsKey, { opened, nodeIdSaid })

  const digest: Hex = digestOf(proposal)
  const name = nodeId === 0 ? blsKeyHash(blsKey).slice(2, 2 + NAME_DIGITS) : String(nodeId)
  const out = options.optionalText('out') ?? `signature-${name}.json`
  await writeSignature(out, { digest, nodeId, blsKey, signature: blsSign(digest, secretKey) })
  const now = opened?.newest.timestamp ?? Math.floor(Date.now() / 1_000)
  const checked = opened ? 'Checked against the chain.' : 'Not checked against the chain: no --rpc was given.'
  process.stdout.write(
    `Signed${nodeId === 0 ? '' : ` as node ${nodeId}`}, in ${out}:\n\n${describeProposal(proposal, now)}\n${checked}\n`,
  )
  return 0
}
