import { type Call, defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { connect } from '../../lib/input/connect.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { readAction } from '../../lib/quorum/actionFile.ts'
import { requireInTime } from '../../lib/quorum/checkProposal.ts'
import { ProposalMismatchError } from '../../lib/quorum/errors.ts'
import { describeAction } from '../../lib/quorum/proposalRows.ts'
import { quorumCall } from '../../lib/quorum/quorumCall.ts'
import { receiptRows } from '../../lib/quorum/receiptRows.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & { readonly action: string; readonly changes: readonly Row[] }

const run = async (call: Call) => {
  const action = await readAction(call.options.text('action'))
  const account = await readAccount(call.network)
  const opened = await connect(call, action.registry)
  const { chainId, registry } = opened
  if (chainId !== action.chainId) {
    const values = { proposal: String(action.chainId), chain: String(chainId) }
    throw new ProposalMismatchError({ field: 'the chain id', ...values })
  }
  // Before the contract is asked: it may name another reason for refusing an old action.
  requireInTime({ terms: action.terms, epochSeconds: opened.epochSeconds }, opened.newest.timestamp, 'the chain')
  const would = describeAction(action.terms)
  const sent = await send(call, opened, { account, to: registry, data: quorumCall(action), would })
  const changes = sent.isDryRun ? [] : receiptRows(sent.receipt.logs)
  return { data: { action: would, changes, ...sentData(sent) } }
}

/** Sends an action that enough members signed. */
export const submit = defineAction<Data>({
  run,
  render: (data) => renderSent(data, `Done: ${data.action}.`, data.changes),
})
