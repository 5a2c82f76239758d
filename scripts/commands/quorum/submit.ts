import { parseArgs } from 'node:util'
import { sendOrTry } from '../../lib/chain/sendOrTry.ts'
import { connect } from '../../lib/cli/connect.ts'
import { createOptions } from '../../lib/cli/options.ts'
import { readAccount } from '../../lib/cli/readAccount.ts'
import { formatTable } from '../../lib/formatTable.ts'
import { readAction } from '../../lib/quorum/actionFile.ts'
import { requireInTime } from '../../lib/quorum/checkProposal.ts'
import { describeAction } from '../../lib/quorum/describeProposal.ts'
import { describeReceipt } from '../../lib/quorum/describeReceipt.ts'
import { ProposalMismatchError } from '../../lib/quorum/errors.ts'
import { quorumCall } from '../../lib/quorum/quorumCall.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- quorum submit --rpc URL --action FILE --account-key-file FILE [--dry-run]

Tries a signed action out on the chain, sends it, and says what changed. The account pays for gas, nothing else.

  --rpc URL                 RPC endpoint of the chain
  --action FILE             of quorum aggregate
  --account-key-file FILE   64 hex digits of the account's secret key; only its owner may read the file (mode 600)
  --dry-run                 tries it out and sends nothing
`

const run = async (args: readonly string[]): Promise<number> => {
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

/** Sends an action that enough signed. */
export const submit: Command = { summary: 'try a signed action out, and send it', usage: USAGE, run }
