import type { Hex } from 'viem'
import type { Touched } from './expectSame.ts'
import type { Call } from './operation.ts'
import { beneficiaryOf, poolOfNode } from './pools.ts'
import { nextPoolId } from './rules/pools/openPool.ts'
import type { ModelState } from './state.ts'

/** State that a call may change, seen before it. `paid`: nodes whose rewards it has paid. */
export const touchedBy = (state: ModelState, call: Call): Touched & { readonly paid: ReadonlySet<number> } => {
  const nodeIds = new Set<number>()
  const accounts = new Set<Hex>()
  const poolIds = new Set<bigint>()
  const paid = new Set<number>()
  if (call.kind === 'mine') return { nodeIds, accounts, poolIds, paid }
  accounts.add(call.sender)
  if ('nodeId' in call) nodeIds.add(call.nodeId)
  if (call.kind === 'register' || call.kind === 'finalize') nodeIds.add(state.nodes.size + 1)
  if (call.kind === 'transfer') accounts.add(call.to)
  if (call.kind === 'claim') for (const nodeId of call.nodeIds) paid.add(nodeId)
  if (call.kind === 'quorum') {
    nodeIds.add(call.terms.nodeId)
    accounts.add(call.terms.reporter)
  }
  if ('poolId' in call) poolIds.add(call.poolId)
  if (call.kind === 'openPool') poolIds.add(nextPoolId(state))
  if (call.kind === 'claimPlaces') for (const { poolId } of call.places) poolIds.add(poolId)
  for (const poolId of poolIds) {
    const nodeId = state.pools.get(poolId)?.nodeId ?? 0
    if (nodeId !== 0) paid.add(nodeId)
  }
  for (const nodeId of paid) nodeIds.add(nodeId)
  for (const nodeId of nodeIds) {
    const owner = state.nodes.get(nodeId)?.owner
    if (owner !== undefined) accounts.add(owner)
    const pool = owner === state.world.contributionPools ? poolOfNode(state, nodeId) : undefined
    if (pool !== undefined) poolIds.add(pool.poolId)
  }
  for (const poolId of poolIds) {
    for (const place of state.pools.get(poolId)?.places ?? [])
      if (place !== undefined) accounts.add(beneficiaryOf(place))
  }
  return { nodeIds, accounts, poolIds, paid }
}
