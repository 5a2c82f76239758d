import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { describeSent, sendOrTry } from '../../lib/chain/sendOrTry.ts'
import { readNodeCommand } from '../../lib/node/readNodeCommand.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Gives a node another draw. */
export const renewTicket: Command = async (args) => {
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
