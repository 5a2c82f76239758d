import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { type Governance, openGovernance, readFromBlock, readParameters } from '../../lib/governance/openGovernance.ts'
import { operationRows, readOperations } from '../../lib/governance/operations.ts'
import { describeParameter, PARAMETER_NAMES, type Parameters } from '../../lib/governance/parameters.ts'
import { readRoles } from '../../lib/governance/readRoles.ts'
import { type Block, paragraph, type Row, table } from '../../output/blocks.ts'

/** Times are unix seconds, amounts base units. */
type Data = {
  readonly chainId: bigint
  readonly block: { readonly number: bigint; readonly timestamp: number }
  readonly contracts: {
    readonly registry: string
    readonly manager: string
    readonly token: string
    readonly rewardsPool: string
  }
  readonly rewardsBalance: bigint
  readonly registrations: string
  readonly parametersChange: string
  readonly parameters: Parameters
  readonly roles: readonly Row[]
  readonly operations: readonly (readonly Row[])[]
}

const describePause = async ({ client, registry, newest }: Governance): Promise<string> => {
  const contract = { address: registry, abi: serviceNodeRegistryAbi } as const
  const [until, rest] = await Promise.all([
    client.readContract({ ...contract, functionName: 'pausedUntil' }),
    client.readContract({ ...contract, functionName: 'PAUSE_REST' }),
  ])
  const now = newest.timestamp
  if (now < until) return `paused with activations until ${describeMoment(until, now)}`
  if (until !== 0 && now < until + rest) return `open; can be paused again from ${describeMoment(until + rest, now)}`
  return 'open; can be paused'
}

/** Parameters cannot be changed for a while after a change. */
const describeRest = async ({ client, registry, newest }: Governance): Promise<string> => {
  const contract = { address: registry, abi: serviceNodeRegistryAbi } as const
  const from = await client.readContract({ ...contract, functionName: 'parametersChangeableFrom' })
  return newest.timestamp < from ? `can be changed from ${describeMoment(from, newest.timestamp)}` : 'can be changed'
}

const run = async (call: Call) => {
  const governance = await openGovernance(call)
  const { client, chainId, registry, manager, token, rewardsPool, newest } = governance
  const scan = { fromBlock: readFromBlock(call.options) }
  const parameters = await readParameters(governance)
  const operations = await readOperations(governance, scan)
  const roles = await readRoles(governance, scan)
  const balance = { address: rewardsPool, abi: rewardsPoolAbi, functionName: 'trackedBalance' } as const
  return {
    data: {
      ...{ chainId, block: newest, contracts: { registry, manager, token, rewardsPool }, parameters, roles },
      rewardsBalance: await client.readContract(balance),
      registrations: await describePause(governance),
      parametersChange: await describeRest(governance),
      operations: operations.map((operation) => operationRows(governance, operation, parameters)),
    },
  }
}

const render = (data: Data): Block[] => {
  const { chainId, block, contracts, rewardsBalance, registrations, parametersChange, parameters, roles } = data
  return [
    table([
      ['chain, block', `${chainId}, ${block.number} of ${describeDate(block.timestamp)}`],
      ['registry', contracts.registry],
      ['access manager', contracts.manager],
      ['token', contracts.token],
      ['rewards pool', `${contracts.rewardsPool}, ${describeTokens(rewardsBalance)} to be paid out`],
      ['registrations', registrations],
      ['parameters', parametersChange],
    ]),
    table(
      PARAMETER_NAMES.map((name) => [name, describeParameter(name, parameters[name])]),
      'Parameters',
    ),
    table(roles, 'Roles'),
    ...(data.operations.length === 0
      ? [paragraph('Nothing is scheduled.')]
      : data.operations.map((rows) => table(rows, 'Scheduled'))),
  ]
}

/** Shows how the registry is governed. */
export const status = defineAction<Data>({ run, render })
