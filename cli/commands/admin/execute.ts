import { parseArgs } from 'node:util'
import { encodeFunctionData } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { sendCall, tryCall } from '../../lib/chain/sendCall.ts'
import { OperationExpiredError, OperationNotYoursError, OperationTooEarlyError } from '../../lib/governance/errors.ts'
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

/** Executes a scheduled operation. */
export const execute: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: GOVERNANCE_OPTIONS })
  const options = createOptions(values)
  const account = await readAccount(options.text('account-key-file'))
  const governance = await openGovernance(options)
  const { client, manager, newest } = governance
  const operations = await readOperations(governance, { fromBlock: readFromBlock(options) })
  const operation = chooseOperation(operations, options.optionalText('operation'))
  const { id, caller, target, data, readyAt, expiresAt } = operation
  const now = newest.timestamp
  if (caller !== account.address.toLowerCase()) {
    throw new OperationNotYoursError({ id, caller, account: account.address })
  }
  if (now < readyAt) throw new OperationTooEarlyError({ id, readyAt, now })
  if (now >= expiresAt) throw new OperationExpiredError({ id, expiredAt: expiresAt, now })
  process.stdout.write(formatTable(describeOperation(governance, operation, await readParameters(governance))))

  const execution = encodeFunctionData({ abi: accessManagerAbi, functionName: 'execute', args: [target, data] })
  const call = { account, to: manager, data: execution }
  if (options.flag('dry-run')) {
    await tryCall(client, call)
    process.stdout.write('\nIt would go through. Nothing was sent.\n')
    return 0
  }
  const receipt = await sendCall(client, call, (hash) => process.stderr.write(`sent ${hash}\n`))
  process.stdout.write(`\nExecuted in block ${receipt.blockNumber}, gas ${receipt.gasUsed.toLocaleString('en')}.\n`)
  return 0
}
