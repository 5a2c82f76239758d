import type { Hex } from 'viem'
import { toFunctionSelector } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { printable } from '../../../shared/format/printable.ts'
import { describeMoment, describeSeconds } from '../../../shared/format/times.ts'
import type { Row } from '../../output/blocks.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import type { Governance } from './openGovernance.ts'

const ROLE_EVENTS = accessManagerAbi.filter(
  (item) =>
    item.type === 'event' &&
    (item.name === 'RoleGranted' || item.name === 'RoleLabel' || item.name === 'TargetFunctionRoleUpdated'),
)

/** OpenZeppelin's role that administers the others. */
const ADMIN_ROLE = 0n

/** OpenZeppelin's role of every account. */
const PUBLIC_ROLE = 2n ** 64n - 1n

const FUNCTION_NAMES = new Map(
  serviceNodeRegistryAbi.flatMap((item) =>
    item.type === 'function' ? [[toFunctionSelector(item), item.name] as const] : [],
  ),
)

/** Functions, members and delays of each role. The logs name them, and the manager tells their present state. */
export const readRoles = async (
  governance: Governance,
  { fromBlock }: { readonly fromBlock: bigint },
): Promise<Row[]> => {
  const { manager, registry, newest } = governance
  const logs = await scanLogs(governance, {
    address: manager,
    events: ROLE_EVENTS,
    fromBlock,
    toBlock: newest.number,
  })
  const labels = new Map<bigint, string>()
  const accounts = new Map<bigint, Set<Hex>>([[ADMIN_ROLE, new Set()]])
  const roleOf = new Map<Hex, bigint>()
  for (const log of logs) {
    if (log.eventName === 'RoleLabel') labels.set(log.args.roleId, printable(log.args.label))
    if (log.eventName === 'TargetFunctionRoleUpdated' && log.args.target.toLowerCase() === registry) {
      roleOf.set(log.args.selector, log.args.roleId)
    }
    if (log.eventName === 'RoleGranted') {
      accounts.set(log.args.roleId, (accounts.get(log.args.roleId) ?? new Set()).add(log.args.account))
    }
  }
  for (const roleId of roleOf.values()) if (!accounts.has(roleId)) accounts.set(roleId, new Set())
  const roles = [...accounts].sort(([a], [b]) => (a < b ? -1 : 1))
  const rows = await Promise.all(
    roles.map(async ([roleId, candidates]): Promise<Row> => {
      const functions = [...roleOf].flatMap(([selector, role]) => (role === roleId ? [nameOf(selector)] : []))
      const may = [...(roleId === ADMIN_ROLE ? ['all of the manager'] : []), ...functions].join(', ')
      const members = await Promise.all([...candidates].map((account) => describeMember(governance, roleId, account)))
      const present = members.filter((member) => member !== undefined)
      const who = roleId === PUBLIC_ROLE ? 'every account' : present.join('; ') || 'no account'
      return [`role ${roleId}${labels.has(roleId) ? ` ${labels.get(roleId)}` : ''}`, `${may || 'nothing'}: ${who}`]
    }),
  )
  return rows
}

const nameOf = (selector: Hex): string => FUNCTION_NAMES.get(selector) ?? selector

/** An account and its delay; undefined if it no longer has the role. */
const describeMember = async (
  { client, manager, newest }: Governance,
  roleId: bigint,
  account: Hex,
): Promise<string | undefined> => {
  const [since, delay, pendingDelay, effect] = await client.readContract({
    address: manager,
    abi: accessManagerAbi,
    functionName: 'getAccess',
    args: [roleId, account],
  })
  if (since === 0) return undefined
  const now = newest.timestamp
  const begins = since > now ? `, from ${describeMoment(since, now)}` : ''
  const becomes = effect > now ? `, ${describeDelay(pendingDelay)} from ${describeMoment(effect, now)}` : ''
  return `${account.toLowerCase()} ${describeDelay(delay)}${begins}${becomes}`
}

const describeDelay = (seconds: number): string => (seconds === 0 ? 'at once' : `after ${describeSeconds(seconds)}`)
