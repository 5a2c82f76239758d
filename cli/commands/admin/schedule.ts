import { parseArgs } from 'node:util'
import { encodeFunctionData, parseEventLogs } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import { sendCall, tryCall } from '../../lib/chain/sendCall.ts'
import {
  GOVERNANCE_OPTIONS,
  openGovernance,
  readBounds,
  readParameters,
  setParametersCall,
} from '../../lib/governance/openGovernance.ts'
import { applySettings, describeChanges } from '../../lib/governance/parameters.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { createOptions } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Schedules a change of parameters. */
export const schedule: Command = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { ...GOVERNANCE_OPTIONS, set: { type: 'string', multiple: true } },
  })
  const options = createOptions(values)
  const settings = values.set ?? []
  if (settings.length === 0) throw new OptionInvalidError({ option: '--set', reason: 'is needed; --help says more' })
  const account = await readAccount(options.text('account-key-file'))
  const governance = await openGovernance(options)
  const { client, manager, registry } = governance
  const current = await readParameters(governance)
  const next = applySettings(current, await readBounds(governance, current), settings)
  const data = encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'schedule',
    // 0: as soon as the delay allows.
    args: [registry, setParametersCall(next), 0],
  })
  const changes = formatTable(describeChanges(current, next))
  const call = { account, to: manager, data }
  if (options.flag('dry-run')) {
    await tryCall(client, call)
    process.stdout.write(`It would schedule:\n\n${changes}\nNothing was sent.\n`)
    return 0
  }
  process.stdout.write(`Scheduling:\n\n${changes}\n`)
  const receipt = await sendCall(client, call, (hash) => process.stderr.write(`sent ${hash}\n`))
  const [scheduled] = parseEventLogs({ abi: accessManagerAbi, eventName: 'OperationScheduled', logs: receipt.logs })
  if (!scheduled) throw new RangeError(`The receipt of ${receipt.transactionHash} says nothing of an operation.`)
  const { operationId, schedule: readyAt } = scheduled.args
  const expiration = await client.readContract({ address: manager, abi: accessManagerAbi, functionName: 'expiration' })
  process.stdout.write(
    formatTable([
      ['operation', operationId],
      ['can be executed', `from ${describeMoment(readyAt, governance.newest.timestamp)}`],
      ['until', describeDate(readyAt + expiration)],
      ['gas used', receipt.gasUsed.toLocaleString('en')],
    ]),
  )
  return 0
}
