import { parseArgs } from 'node:util'
import { sendOrTry } from '../../lib/chain/sendOrTry.ts'
import { connect } from '../../lib/input/connect.ts'
import { createOptions } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { readAction } from '../../lib/quorum/actionFile.ts'
import { requireInTime } from '../../lib/quorum/checkProposal.ts'
import { describeAction } from '../../lib/quorum/describeProposal.ts'
import { describeReceipt } from '../../lib/quorum/describeReceipt.ts'
import { ProposalMismatchError } from '../../lib/quorum/errors.ts'
import { quorumCall } from '../../lib/quorum/quorumCall.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Sends an action that enough signed. */
export const submit: Command = async (args) => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { rpc: text, action: text, 'account-key-file': text, 'dry-run': { type: 'boolean' } },
  })
  const options = createOptions(values)
  const action = await readAction(options.text('action'))
  const account = await readAccount(options.text('account-key-file'))
  const opened = await connect(options, action.registry)
  const { client, chainId, registry } = opened
  if (chainId !== action.chainId) {
    const values = { proposal: String(action.chainId), chain: String(chainId) }
    throw new ProposalMismatchError({ field: 'the chain id', ...values })
  }
  // Before the contract, which may have something else to say of an old action.
  requireInTime({ terms: action.terms, epochSeconds: opened.epochSeconds }, opened.newest.timestamp, 'the chain')
  const call = { account, to: registry, data: quorumCall(action) }
  const what = describeAction(action.terms)
  const receipt = await sendOrTry(client, { ...call, would: what, isDryRun: options.flag('dry-run') })
  if (!receipt) return 0
  process.stdout.write(
    `Done: ${what}.\n\n${formatTable([
      ['transaction', receipt.transactionHash],
      ['block', String(receipt.blockNumber)],
      ['gas used', receipt.gasUsed.toLocaleString('en')],
      ...describeReceipt(receipt.logs),
    ])}`,
  )
  return 0
}
