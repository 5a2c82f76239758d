import { BaseError } from '../../../shared/errors/baseError.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { connect } from '../../lib/input/connect.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { writeAction } from '../../lib/quorum/actionFile.ts'
import { checkProposal } from '../../lib/quorum/checkProposal.ts'
import { combineSignatures, type Handed, type LeftOut } from '../../lib/quorum/combineSignatures.ts'
import { digestOf, readProposal } from '../../lib/quorum/proposalFile.ts'
import { describeAction } from '../../lib/quorum/proposalRows.ts'
import { readMembers } from '../../lib/quorum/readMembers.ts'
import { readSignature } from '../../lib/quorum/signatureFile.ts'
import { type Block, paragraph, table } from '../../output/blocks.ts'

/** More files than any set has members. */
const SIGNATURE_FILES_MAX = 10_000

/** Fewer signatures are checked within a second. */
const PROGRESS_FROM = 40

const BLOCK_MAX = 999_999_999_999

type Data = {
  readonly action: string
  readonly file: string
  readonly members: number
  readonly signers: readonly number[]
  readonly nonSigners: readonly number[]
  readonly files: number
  readonly leftOut: readonly LeftOut[]
}

/** Reads every file that is a signature. One operator's broken file must not stop the rest. */
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

const run = async (call: Call) => {
  const { options, output } = call
  const files = [...new Set(options.texts('signatures'))]
  if (files.length > SIGNATURE_FILES_MAX) {
    throw new OptionInvalidError({ option: '--signatures', reason: `takes ${SIGNATURE_FILES_MAX} files at most` })
  }
  const fromBlock = BigInt(options.optionalInteger('from-block', 0, BLOCK_MAX) ?? 0)
  const proposal = await readProposal(options.text('proposal'))
  const opened = await connect(call, proposal.registry)
  await checkProposal(opened, proposal)

  const leftOut: LeftOut[] = []
  const onLeftOut = (found: LeftOut): void => {
    leftOut.push(found)
    output.note(`left out ${found.file}: ${found.reason}`)
  }
  const handed = await readAll(files, onLeftOut)
  const { terms, chainId, registry } = proposal
  const members = await readMembers(opened, { epoch: terms.epoch, fromBlock })
  const onProgress = (done: number, total: number): void => output.progress.update('check signatures', done, total)
  const { signature, signers, nonSigners } = combineSignatures({
    ...{ digest: digestOf(proposal), members, handed, onLeftOut },
    ...(handed.length >= PROGRESS_FROM ? { onProgress } : {}),
  })
  const file = options.optionalText('out') ?? 'action.json'
  await writeAction(file, { chainId, registry, terms, ...proposal.keys, nonSigners, signature })
  return {
    data: {
      ...{ action: describeAction(terms), file, signers, leftOut },
      members: members.length,
      nonSigners: nonSigners.map(({ nodeId }) => nodeId),
      files: files.length,
    },
    next: [{ words: ['quorum', 'submit', '--action', file], needs: ['rpc', 'account'] } as const],
  }
}

const render = ({ action, file, members, signers, nonSigners, files }: Data): Block[] => [
  paragraph(`Ready to ${action}, in ${file}. Any account may send it.`, 'good'),
  table([
    ['signed', `${signers.length} of ${members}: ${signers.join(', ')}`],
    ['not signed', nonSigners.length === 0 ? 'none' : nonSigners.join(', ')],
    ['left out', `${files - signers.length} of ${files} files`],
  ]),
]

/** Makes one signature of many. */
export const aggregate = defineAction<Data>({ run, render })
