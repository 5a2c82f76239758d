import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeSent, sendOrTry } from '../../lib/chain/sendOrTry.ts'
import { describeMoment } from '../../lib/cli/describeTime.ts'
import { formatTable } from '../../lib/formatTable.ts'
import { readNodeCommand } from '../../lib/node/readNodeCommand.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- node renew-ticket NODE --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Gives a node that nobody activated in time another draw, an exit delay after it could have been. Open to anyone, who pays for gas
and nothing else.

  --dry-run    tries it out and sends nothing
`

const run = async (args: readonly string[]): Promise<number> => {
  const { opened, nodeIds, account, isDryRun } = await readNodeCommand(args)
  const [nodeId] = nodeIds
  const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'renewTicket', args: [nodeId] })
  const would = `renew the ticket of node ${nodeId}`
  const receipt = await sendOrTry(opened.client, { account, to: opened.registry, data, would, isDryRun })
  if (!receipt) return 0
  const { logs } = receipt
  const rows = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'TicketRenewed', logs }).map(
    ({ args: { activatableAt } }) =>
      ['can be activated', `from ${describeMoment(activatableAt, opened.newest.timestamp)}, by anyone`] as const,
  )
  process.stdout.write(`Node ${nodeId} has another ticket.\n\n${formatTable([...rows, ...describeSent(receipt)])}`)
  return 0
}

/** Gives a node another draw. */
export const renewTicket: Command = {
  summary: 'another draw for a node that missed its own; open to anyone',
  usage: USAGE,
  run,
}
