import { encodeFunctionData, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { describeSent } from '../../lib/chain/sendOrTry.ts'
import { openPools } from '../../lib/pool/openPools.ts'
import { requirePool } from '../../lib/pool/readPool.ts'
import { readPoolCommand } from '../../lib/pool/readPoolCommand.ts'
import { sendToPools } from '../../lib/pool/sendToPools.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Asks for the exit of a pool's node. */
export const requestExit: Command = async (args) => {
  const { options, poolId, account, isDryRun } = await readPoolCommand(args)
  const opened = await openPools(options)
  await requirePool(opened, poolId)
  const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'requestExit', args: [poolId] })
  const would = `ask for the exit of the node of pool ${poolId}`
  const receipt = await sendToPools(opened, { account, data, would, isDryRun })
  if (!receipt) return 0
  const rows = parseEventLogs({
    abi: serviceNodeRegistryAbi,
    eventName: 'ExitRequested',
    logs: receipt.logs,
  }).flatMap(({ args: { nodeId, exitDueAt } }) => [
    ['node', String(nodeId)] as const,
    ['exit due', `${describeMoment(exitDueAt, opened.newest.timestamp)}; then anyone may carry it out`] as const,
  ])
  process.stdout.write(`The exit is asked for.\n\n${formatTable([...rows, ...describeSent(receipt)])}`)
  return 0
}
