import { parseArgs } from 'node:util'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { connect } from '../../lib/input/connect.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { createOptions } from '../../lib/input/options.ts'
import { writeAction } from '../../lib/quorum/actionFile.ts'
import { checkProposal } from '../../lib/quorum/checkProposal.ts'
import { combineSignatures, type Handed, type LeftOut } from '../../lib/quorum/combineSignatures.ts'
import { describeAction } from '../../lib/quorum/describeProposal.ts'
import { digestOf, readProposal } from '../../lib/quorum/proposalFile.ts'
import { readMembers } from '../../lib/quorum/readMembers.ts'
import { readSignature } from '../../lib/quorum/signatureFile.ts'
import { createProgress } from '../../output/createProgress.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** More files than any set has members are a slip of the hand. */
const SIGNATURE_FILES_MAX = 10_000

/** Fewer signatures than this are checked within a second. */
const PROGRESS_FROM = 40

const BLOCK_MAX = 999_999_999_999

/** Every file that is a signature; the others are told of: one operator's broken file must not stop the rest. */
const readAll = async (files: readonly string[], onLeftOut: (leftOut: LeftOut) => void): Promise<Handed[]> => {
  const handed: Handed[] = []
  for (const file of files) {
    try {
      handed.push({ file, signature: await readSignature(file) })
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      onLeftOut({ file, reason: `${error.message} [${error.code}]` })
    }
  }
  return handed
}

/** Makes one signature of many. */
export const aggregate: Command = async (args) => {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rpc: text,
      proposal: text,
      signatures: { type: 'string', multiple: true },
      'from-block': text,
      out: text,
    },
  })
  const options = createOptions(values)
  const files = [...new Set([...(values.signatures ?? []), ...positionals])]
  if (files.length === 0 || files.length > SIGNATURE_FILES_MAX) {
    throw new OptionInvalidError({ option: '--signatures', reason: `takes 1 to ${SIGNATURE_FILES_MAX} files` })
  }
  const fromBlock = BigInt(options.optionalInteger('from-block', 0, BLOCK_MAX) ?? 0)
  const proposal = await readProposal(options.text('proposal'))
  const opened = await connect(options, proposal.registry)
  await checkProposal(opened, proposal)

  const progress = createProgress(process.stderr)
  const leftOut = ({ file, reason }: LeftOut): void => progress.say(`left out ${file}: ${reason}`)
  const handed = await readAll(files, leftOut)
  const { terms, chainId, registry } = proposal
  const members = await readMembers(opened, { epoch: terms.epoch, fromBlock })
  const combined = combineSignatures({
    digest: digestOf(proposal),
    members,
    handed,
    onLeftOut: leftOut,
    ...(handed.length >= PROGRESS_FROM
      ? { onProgress: (done, total) => progress.update('check signatures', done, total) }
      : {}),
  })
  const { signature, signers, nonSigners } = combined
  const out = options.optionalText('out') ?? 'action.json'
  await writeAction(out, { chainId, registry, terms, ...proposal.keys, nonSigners, signature })
  const missing = nonSigners.map(({ nodeId }) => nodeId).join(', ')
  process.stdout.write(
    `Ready to ${describeAction(terms)}, in ${out}:\n\n${formatTable([
      ['signed', `${signers.length} of ${members.length}: ${signers.join(', ')}`],
      ['not signed', missing === '' ? 'nobody' : missing],
      ['left out', `${files.length - signers.length} of ${files.length} files`],
    ])}\nAnyone may send it: npm run muster -- quorum submit\n`,
  )
  return 0
}
