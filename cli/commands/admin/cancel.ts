import { parseArgs } from 'node:util'
import { encodeFunctionData } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { sendCall, tryCall } from '../../lib/chain/sendCall.ts'
import {
  GOVERNANCE_OPTIONS,
  openGovernance,
  readFromBlock,
  readParameters,
} from '../../lib/governance/openGovernance.ts'
import { chooseOperation, describeOperation, readOperations } from '../../lib/governance/operations.ts'
import { createOptions } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Cancels a scheduled operation. */
export const cancel: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: GOVERNANCE_OPTIONS })
  const options = createOptions(values)
  const account = await readAccount(options.text('account-key-file'))
  const governance = await openGovernance(options)
  const { client, manager } = governance
  const operations = await readOperations(governance, { fromBlock: readFromBlock(options) })
  const operation = chooseOperation(operations, options.optionalText('operation'))
  process.stdout.write(formatTable(describeOperation(governance, operation, await readParameters(governance))))

  const { caller, target, data: scheduled } = operation
  const data = encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'cancel',
    args: [caller, target, scheduled],
  })
  const call = { account, to: manager, data }
  if (options.flag('dry-run')) {
    await tryCall(client, call)
    process.stdout.write('\nIt would be cancelled. Nothing was sent.\n')
    return 0
  }
  const receipt = await sendCall(client, call, (hash) => process.stderr.write(`sent ${hash}\n`))
  process.stdout.write(`\nCancelled in block ${receipt.blockNumber}, gas ${receipt.gasUsed.toLocaleString('en')}.\n`)
  return 0
}
