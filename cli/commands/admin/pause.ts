import { parseArgs } from 'node:util'
import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { sendCall, tryCall } from '../../lib/chain/sendCall.ts'
import { GOVERNANCE_OPTIONS, openGovernance } from '../../lib/governance/openGovernance.ts'
import { createOptions } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Stops registrations for a week. */
export const pause: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: GOVERNANCE_OPTIONS })
  const options = createOptions(values)
  const account = await readAccount(options.text('account-key-file'))
  const { client, registry, newest } = await openGovernance(options)
  const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'pauseRegistration' })
  const call = { account, to: registry, data }
  if (options.flag('dry-run')) {
    await tryCall(client, call)
    process.stdout.write('It would stop registrations for 7 days. Nothing was sent.\n')
    return 0
  }
  const receipt = await sendCall(client, call, (hash) => process.stderr.write(`sent ${hash}\n`))
  const rows = parseEventLogs({
    abi: serviceNodeRegistryAbi,
    eventName: 'RegistrationPaused',
    logs: receipt.logs,
  }).flatMap(({ args: { pausedUntil, pausableFrom } }) => [
    ['paused until', describeMoment(pausedUntil, newest.timestamp)] as const,
    ['not again before', describeMoment(pausableFrom, newest.timestamp)] as const,
  ])
  process.stdout.write(`Registrations are stopped.\n\n${formatTable(rows)}`)
  return 0
}
