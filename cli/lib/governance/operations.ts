import { decodeFunctionData, type Hex } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import type { Row } from '../../output/blocks.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import { OperationUnclearError } from './errors.ts'
import { type Governance, parametersOf } from './openGovernance.ts'
import { changeRows, type Parameters } from './parameters.ts'

const OPERATION_EVENTS = accessManagerAbi.filter(
  (item) =>
    item.type === 'event' &&
    (item.name === 'OperationScheduled' || item.name === 'OperationExecuted' || item.name === 'OperationCanceled'),
)

/** A call that is scheduled. Times are unix seconds. */
export type Operation = {
  readonly id: Hex
  readonly caller: Hex
  readonly target: Hex
  readonly data: Hex
  readonly readyAt: number
  readonly expiresAt: number
}

/** Operations that were neither executed nor cancelled, the oldest first. Expired operations are among them. */
export const readOperations = async (
  governance: Governance,
  { fromBlock }: { readonly fromBlock: bigint },
): Promise<Operation[]> => {
  const { client, manager, newest } = governance
  const logs = await scanLogs(governance, {
    address: manager,
    events: OPERATION_EVENTS,
    fromBlock,
    toBlock: newest.number,
  })
  const expiration = await client.readContract({
    address: manager,
    abi: accessManagerAbi,
    functionName: 'expiration',
  })
  const open = new Map<Hex, Operation>()
  for (const log of logs) {
    // An operation that is scheduled again keeps its id and moves to the end.
    open.delete(log.args.operationId)
    if (log.eventName !== 'OperationScheduled') continue
    const { operationId: id, caller, target, data, schedule: readyAt } = log.args
    const addresses = { caller: caller.toLowerCase() as Hex, target: target.toLowerCase() as Hex }
    open.set(id, { id, ...addresses, data, readyAt, expiresAt: readyAt + expiration })
  }
  return [...open.values()]
}

/**
 * The operation with an id, or the only one if there is no id.
 *
 * @throws OperationUnclearError
 */
export const chooseOperation = (operations: readonly Operation[], id: string | undefined): Operation => {
  const ids = operations.map((operation) => operation.id)
  if (id !== undefined) {
    const found = operations.find((operation) => operation.id === id.toLowerCase())
    if (!found) throw new OperationUnclearError({ reason: `Operation ${id.slice(0, 66)} is not scheduled`, ids })
    return found
  }
  const [only, ...others] = operations
  if (!only) throw new OperationUnclearError({ reason: 'Nothing is scheduled', ids })
  if (others.length > 0)
    throw new OperationUnclearError({ reason: 'Several operations are scheduled. Name one with --operation', ids })
  return only
}

/** The call of an operation: a change of parameters against `current`, a source of randomness, or a function's name. */
const callRows = ({ registry, manager }: Governance, { target, data }: Operation, current: Parameters): Row[] => {
  try {
    if (target === registry) {
      const { functionName, args } = decodeFunctionData({ abi: serviceNodeRegistryAbi, data })
      if (functionName === 'setRandomness') {
        return [
          ['calls', 'setRandomness of the registry'],
          ['source', args[0].toLowerCase()],
        ]
      }
      if (functionName !== 'setParameters') return [['calls', `${functionName} of the registry`]]
      const changes = changeRows(current, parametersOf(args[0]))
      return [
        ['calls', 'setParameters of the registry'],
        ...(changes.length > 0 ? changes : [['changes', 'nothing'] as const]),
      ]
    }
    if (target === manager) {
      const { functionName, args } = decodeFunctionData({ abi: accessManagerAbi, data })
      return [['calls', `${functionName}(${(args ?? []).map(String).join(', ')}) of the access manager`]]
    }
  } catch {
    // It is not a function of these contracts, so its bytes are shown.
  }
  return [['calls', `${data.slice(0, 10)} of ${target}`]]
}

/** An operation in words: its changes and its times. */
export const operationRows = (governance: Governance, operation: Operation, current: Parameters): Row[] => {
  const { id, caller, readyAt, expiresAt } = operation
  const now = governance.newest.timestamp
  return [
    ['operation', id],
    ['scheduled by', caller],
    ...callRows(governance, operation, current),
    ['can be executed', `from ${describeMoment(readyAt, now)}`],
    ['until', expiresAt > now ? describeDate(expiresAt) : `${describeDate(expiresAt)}: expired`],
  ]
}
