import { parseArgs } from 'node:util'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import {
  GOVERNANCE_OPTIONS,
  type Governance,
  openGovernance,
  readFromBlock,
  readParameters,
} from '../../lib/governance/openGovernance.ts'
import { describeOperation, readOperations } from '../../lib/governance/operations.ts'
import { describeParameter, PARAMETER_NAMES } from '../../lib/governance/parameters.ts'
import { readRoles } from '../../lib/governance/readRoles.ts'
import { createOptions } from '../../lib/input/options.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

const describePause = async ({ client, registry, newest }: Governance): Promise<string> => {
  const contract = { address: registry, abi: serviceNodeRegistryAbi } as const
  const [until, rest] = await Promise.all([
    client.readContract({ ...contract, functionName: 'pausedUntil' }),
    client.readContract({ ...contract, functionName: 'PAUSE_REST' }),
  ])
  const now = newest.timestamp
  if (now < until) return `paused until ${describeMoment(until, now)}`
  if (until !== 0 && now < until + rest) return `open; can be paused again from ${describeMoment(until + rest, now)}`
  return 'open; can be paused'
}

/** After a change the parameters rest. */
const describeRest = async ({ client, registry, newest }: Governance): Promise<string> => {
  const contract = { address: registry, abi: serviceNodeRegistryAbi } as const
  const from = await client.readContract({ ...contract, functionName: 'parametersChangeableFrom' })
  return newest.timestamp < from ? `can be changed from ${describeMoment(from, newest.timestamp)}` : 'can be changed'
}

/** Says how the registry is governed now. */
export const status: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: GOVERNANCE_OPTIONS })
  const options = createOptions(values)
  const governance = await openGovernance(options)
  const { client, chainId, registry, manager, token, rewardsPool, newest } = governance
  const scan = { fromBlock: readFromBlock(options) }
  const parameters = await readParameters(governance)
  const operations = await readOperations(governance, scan)
  const roles = await readRoles(governance, scan)
  const balance = await client.readContract({
    address: rewardsPool,
    abi: rewardsPoolAbi,
    functionName: 'trackedBalance',
  })
  const sections = [
    formatTable([
      ['chain, block', `${chainId}, ${newest.number} of ${describeDate(newest.timestamp)}`],
      ['registry', registry],
      ['access manager', manager],
      ['token', token],
      ['rewards pool', `${rewardsPool}, ${describeTokens(balance)} to be paid out`],
      ['registrations', await describePause(governance)],
      ['parameters', await describeRest(governance)],
    ]),
    `Parameters\n${formatTable(PARAMETER_NAMES.map((name) => [name, describeParameter(name, parameters[name])]))}`,
    `Roles\n${formatTable(roles)}`,
    ...(operations.length === 0
      ? ['Nothing is scheduled.\n']
      : operations.map(
          (operation) => `Scheduled\n${formatTable(describeOperation(governance, operation, parameters))}`,
        )),
  ]
  process.stdout.write(sections.join('\n'))
  return 0
}
