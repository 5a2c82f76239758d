import { type Hex, parseEventLogs } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import type { World } from './world.ts'

/**
 * Returns every account that holds a role of a manager, with its delay in seconds, from the log of grants and
 * revocations.
 */
export const roleHolders = async ({ client }: World, manager: Hex): Promise<Record<string, [Hex, number][]>> => {
  const logs = await client.getLogs({ address: manager, fromBlock: 0n })
  const holders = new Map<string, Map<Hex, number>>()
  const of = (roleId: bigint) => {
    const known = holders.get(String(roleId)) ?? new Map<Hex, number>()
    holders.set(String(roleId), known)
    return known
  }
  for (const { eventName, args } of parseEventLogs({ abi: accessManagerAbi, logs })) {
    if (eventName === 'RoleGranted') of(args.roleId).set(args.account, args.delay)
    if (eventName === 'RoleRevoked') of(args.roleId).delete(args.account)
  }
  return Object.fromEntries([...holders].map(([roleId, accounts]) => [roleId, [...accounts]]))
}
