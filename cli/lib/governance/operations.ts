import { decodeFunctionData, type Hex } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import { OperationUnclearError } from './errors.ts'
import { type Governance, parametersOf } from './openGovernance.ts'
import { describeChanges, type Parameters } from './parameters.ts'

const OPERATION_EVENTS = accessManagerAbi.filter(
  (item) =>
    item.type === 'event' &&
    (item.name === 'OperationScheduled' || item.name === 'OperationExecuted' || item.name === 'OperationCanceled'),
)

/** A call that waits for its time. Times are unix seconds. */
export type Operation = {
  readonly id: Hex
  readonly caller: Hex
  readonly target: Hex
  readonly data: Hex
  readonly readyAt: number
  readonly expiresAt: number
}

/** Operations that are scheduled and were neither executed nor cancelled, the oldest first; expired ones are among them. */
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
    // Scheduled again, an operation keeps its id: it moves to the end.
    open.delete(log.args.operationId)
    if (log.eventName !== 'OperationScheduled') continue
    const { operationId: id, caller, target, data, schedule: readyAt } = log.args
    const addresses = { caller: caller.toLowerCase() as Hex, target: target.toLowerCase() as Hex }
    open.set(id, { id, ...addresses, data, readyAt, expiresAt: readyAt + expiration })
  }
  return [...open.values()]
}

/**
 * The operation that `id` names, or the only one where it names none.
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
  if (others.length > 0) throw new OperationUnclearError({ reason: 'Say which with --operation', ids })
  return only
}

type Row = readonly [name: string, value: string]

/** What an operation calls: a change of parameters against `current`, another call by its name. */
const describeCall = ({ registry, manager }: Governance, { target, data }: Operation, current: Parameters): Row[] => {
  try {
    if (target === registry) {
      const { functionName, args } = decodeFunctionData({ abi: serviceNodeRegistryAbi, data })
      if (functionName !== 'setParameters') return [['calls', `${functionName} of the registry`]]
      const changes = describeChanges(current, parametersOf(args[0]))
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
    // No function of these contracts: shown as bytes.
  }
  return [['calls', `${data.slice(0, 10)} of ${target}`]]
}

/** An operation for people: what it would change now, and when. */
export const describeOperation = (governance: Governance, operation: Operation, current: Parameters): Row[] => {
  const { id, caller, readyAt, expiresAt } = operation
  const now = governance.newest.timestamp
  return [
    ['operation', id],
    ['scheduled by', caller],
    ...describeCall(governance, operation, current),
    ['can be executed', `from ${describeMoment(readyAt, now)}`],
    ['until', expiresAt > now ? describeDate(expiresAt) : `${describeDate(expiresAt)}: expired`],
  ]
}
