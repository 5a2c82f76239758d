import type { Hex } from 'viem'
import type {
  Operation,
  OperationState,
  RegistrySettings,
  Role,
  RoleMember,
  Target,
  TargetFunction,
} from '../../shared/governance/columns.ts'
import { createRowSet, type RowSet } from './createRowSet.ts'
import { OperationOutOfPlaceError } from './errors.ts'
import type { Block, ContractLog, EventOf, LogOf } from './types.ts'

/** Rows of governance, by table. */
export type GovernanceRows = {
  registrySettings: RegistrySettings[]
  roles: Role[]
  roleMembers: RoleMember[]
  targets: Target[]
  targetFunctions: TargetFunction[]
  operations: Operation[]
}

/** Settings and announcements of governance, and the roles that may make them. */
export type GovernancePart = {
  /**
   * Folds the logs of one block. Returns the rows that changed, each as it is at the end of the block.
   *
   * @throws OperationOutOfPlaceError
   */
  apply(block: Block, logs: readonly GovernanceLog[]): GovernanceRows
}

type GovernanceLog = LogOf<'REGISTRY'> | LogOf<'ACCESS_MANAGER'>
type ManagerEvent = EventOf<'ACCESS_MANAGER'>
type ArgsOf<Name extends ManagerEvent['eventName']> = Extract<ManagerEvent, { eventName: Name }>['args']

/** Whether governance may follow from a log. */
export const isOfGovernance = (log: ContractLog): log is GovernanceLog =>
  log.contract === 'REGISTRY' || log.contract === 'ACCESS_MANAGER'

const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`

/** Settings before the events of the constructor. */
const NO_SETTINGS: RegistrySettings = {
  stakingRequirement: 0n,
  activationDelay: 0n,
  exitDelay: 0n,
  removalReward: 0n,
  removalLock: 0n,
  penaltyBps: 0,
  minQuorum: 0,
  parametersChangedAt: 0n,
  source: 0,
  randomness: ZERO_ADDRESS,
  pausedUntil: 0n,
  pausableFrom: 0n,
  authority: ZERO_ADDRESS,
}

const lower = (hex: Hex): Hex => hex.toLowerCase() as Hex

export function createGovernancePart(rows: GovernanceRows): GovernancePart {
  const settings = createRowSet<RegistrySettings>(() => [], rows.registrySettings)
  const manager = createManagerRows(rows)

  function applyRegistryEvent(event: EventOf<'REGISTRY'>, block: Block): void {
    const before = settings.get() ?? NO_SETTINGS
    const after = foldSettings(before, event, block)
    if (after !== before) settings.set(after)
  }

  return {
    apply(block, logs) {
      for (const { contract, event } of logs) {
        if (event === null) continue
        if (contract === 'REGISTRY') applyRegistryEvent(event, block)
        else manager.apply(event, block)
      }
      return { registrySettings: settings.takeChanged(), ...manager.takeChanged() }
    },
  }
}

/** The settings after an event; the same object if it does not change them. */
function foldSettings(before: RegistrySettings, event: EventOf<'REGISTRY'>, block: Block): RegistrySettings {
  switch (event.eventName) {
    case 'ParametersChanged': {
      const { parameters } = event.args
      return {
        ...before,
        ...parameters,
        activationDelay: BigInt(parameters.activationDelay),
        exitDelay: BigInt(parameters.exitDelay),
        removalLock: BigInt(parameters.removalLock),
        parametersChangedAt: block.timestamp,
      }
    }
    case 'RandomnessChanged':
      return { ...before, source: event.args.source, randomness: lower(event.args.randomness) }
    case 'RegistrationPaused': {
      const { pausedUntil, pausableFrom } = event.args
      return { ...before, pausedUntil: BigInt(pausedUntil), pausableFrom: BigInt(pausableFrom) }
    }
    case 'RegistrationUnpaused':
      return { ...before, pausedUntil: block.timestamp, pausableFrom: BigInt(event.args.pausableFrom) }
    case 'AuthorityUpdated':
      return { ...before, authority: lower(event.args.authority) }
    default:
      return before
  }
}

const NO_MEMBER = { isMember: false, memberSince: null, delay: 0, delaySince: 0n } as const

type ManagerRows = Omit<GovernanceRows, 'registrySettings'>

/** The access manager's rows. */
function createManagerRows(rows: ManagerRows) {
  const sets: { [Name in keyof ManagerRows]: RowSet<ManagerRows[Name][number]> } = {
    roles: createRowSet(({ roleId }) => [roleId], rows.roles),
    roleMembers: createRowSet(({ roleId, account }) => [roleId, account], rows.roleMembers),
    targets: createRowSet(({ target }) => [target], rows.targets),
    targetFunctions: createRowSet(({ target, selector }) => [target, selector], rows.targetFunctions),
    operations: createRowSet(({ operationId, nonce }) => [operationId, nonce], rows.operations),
  }
  const { roles, targets, targetFunctions, operations } = sets

  const roleOf = (roleId: bigint): Role =>
    roles.get(roleId) ?? { roleId, label: '', admin: 0n, guardian: 0n, grantDelay: 0, grantDelaySince: 0n }
  const targetOf = (target: Hex): Target =>
    targets.get(target) ?? { target, isClosed: false, adminDelay: 0, adminDelaySince: 0n }

  function endOperation(operationId: Hex, nonce: number, state: OperationState, block: Block): void {
    const announced = operations.get(operationId, nonce)
    if (announced?.state !== 'SCHEDULED')
      throw new OperationOutOfPlaceError({
        operationId,
        nonce,
        state,
        found: announced?.state,
        blockNumber: block.number,
      })
    operations.set({ ...announced, state })
  }

  const folds: { readonly [Name in ManagerEvent['eventName']]: (args: ArgsOf<Name>, block: Block) => void } = {
    // Postgres has no NUL in texts.
    RoleLabel: ({ roleId, label }) => roles.set({ ...roleOf(roleId), label: label.replaceAll('\0', '\u{FFFD}') }),
    RoleAdminChanged: ({ roleId, admin }) => roles.set({ ...roleOf(roleId), admin }),
    RoleGuardianChanged: ({ roleId, guardian }) => roles.set({ ...roleOf(roleId), guardian }),
    RoleGrantDelayChanged: ({ roleId, delay, since }) =>
      roles.set({ ...roleOf(roleId), grantDelay: delay, grantDelaySince: BigInt(since) }),
    RoleGranted: (args) => grant(sets.roleMembers, args),
    RoleRevoked: ({ roleId, account }) => sets.roleMembers.set({ ...NO_MEMBER, roleId, account: lower(account) }),
    TargetClosed: ({ target, closed }) => targets.set({ ...targetOf(lower(target)), isClosed: closed }),
    TargetAdminDelayUpdated: ({ target, delay, since }) =>
      targets.set({ ...targetOf(lower(target)), adminDelay: delay, adminDelaySince: BigInt(since) }),
    TargetFunctionRoleUpdated: ({ target, selector, roleId }) =>
      targetFunctions.set({ target: lower(target), selector: lower(selector), roleId }),
    OperationScheduled: ({ operationId, nonce, schedule, caller, target, data }, { timestamp }) =>
      operations.set({
        ...{ operationId, nonce, state: 'SCHEDULED', announcedAt: timestamp, readyAt: BigInt(schedule) },
        ...{ caller: lower(caller), target: lower(target), data },
      }),
    OperationExecuted: ({ operationId, nonce }, block) => endOperation(operationId, nonce, 'EXECUTED', block),
    OperationCanceled: ({ operationId, nonce }, block) => endOperation(operationId, nonce, 'CANCELED', block),
  }

  const apply = ({ eventName, args }: ManagerEvent, block: Block): void =>
    (folds[eventName] as (args: unknown, block: Block) => void)(args, block)

  const takeChanged = (): ManagerRows => ({
    roles: sets.roles.takeChanged(),
    roleMembers: sets.roleMembers.takeChanged(),
    targets: targets.takeChanged(),
    targetFunctions: targetFunctions.takeChanged(),
    operations: operations.takeChanged(),
  })

  return { apply, takeChanged }
}

/** A grant to a member changes only its delay. */
function grant(members: RowSet<RoleMember>, args: ArgsOf<'RoleGranted'>): void {
  const { roleId, delay, newMember } = args
  const account = lower(args.account)
  const since = BigInt(args.since)
  const memberSince = newMember ? since : (members.get(roleId, account)?.memberSince ?? null)
  members.set({ roleId, account, isMember: true, memberSince, delay, delaySince: since })
}
