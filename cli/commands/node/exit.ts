import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeSent, sendOrTry } from '../../lib/chain/sendOrTry.ts'
import { readNodeCommand } from '../../lib/node/readNodeCommand.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Carries out an exit that is due. */
export const exit: Command = async (args) => {
  const { opened, nodeIds, account, isDryRun } = await readNodeCommand(args)
  const [nodeId] = nodeIds
  const { activatableAt } = await readNode(opened, nodeId)
  const { blsKey } = await readKeys(opened, { nodeId, activatableAt })
  const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'exit', args: [nodeId, blsKey] })
  const would = `carry out the exit of node ${nodeId}`
  const receipt = await sendOrTry(opened.client, { account, to: opened.registry, data, would, isDryRun })
  if (!receipt) return 0
  const { logs } = receipt
  const rows = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeExited', logs }).flatMap(
    ({ args: { owner, principalPaid } }) => [
      ['principal', describeTokens(principalPaid)] as const,
      ['paid to', owner.toLowerCase()] as const,
    ],
  )
  process.stdout.write(`Node ${nodeId} left.\n\n${formatTable([...rows, ...describeSent(receipt)])}`)
  return 0
}
