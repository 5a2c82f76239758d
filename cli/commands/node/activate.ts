import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeSent, sendOrTry } from '../../lib/chain/sendOrTry.ts'
import { readNodeCommand } from '../../lib/node/readNodeCommand.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Puts a node on the list. */
export const activate: Command = async (args) => {
  const { opened, nodeIds, account, isDryRun } = await readNodeCommand(args)
  const [nodeId] = nodeIds
  const { activatableAt } = await readNode(opened, nodeId)
  const { blsKey, ed25519Key } = await readKeys(opened, { nodeId, activatableAt })
  const callArgs = [nodeId, blsKey, ed25519Key] as const
  const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args: callArgs })
  const would = `activate node ${nodeId}`
  const receipt = await sendOrTry(opened.client, { account, to: opened.registry, data, would, isDryRun })
  if (!receipt) return 0
  const { logs } = receipt
  const rows = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeActivated', logs }).map(
    ({ args: { seed } }) => ['seed', String(seed)] as const,
  )
  process.stdout.write(`Node ${nodeId} is active.\n\n${formatTable([...rows, ...describeSent(receipt)])}`)
  return 0
}
