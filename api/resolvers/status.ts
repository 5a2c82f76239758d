import type { BlockRef, QueryContext, Snapshot } from '../graphql/queryContext.ts'
import { readLatestEpochNumber } from '../queries/epoch.ts'
import type { Chain } from '../queries/readChain.ts'
import { stateOf } from './resolveSnapshot.ts'

/** `Query.snapshot`. */
export function resolveSnapshotField(
  _parent: unknown,
  { at }: { at?: BlockRef | null },
  context: QueryContext,
): Promise<Snapshot> {
  return context.snapshot(at)
}

/** `Query.status`. */
export function resolveStatus(_parent: unknown, _args: unknown, context: QueryContext): Promise<Chain> {
  return context.chain()
}

export const statusFields = {
  state: (chain: Chain) => stateOf(chain),
  reason: (chain: Chain) => chain.stateReason,
  finalizedBlock: (chain: Chain) => chain.finalizedNumber,
  latestEpoch: async (_chain: Chain, _args: unknown, context: QueryContext) =>
    (await readLatestEpochNumber(await context.read())) ?? null,
  snapshot: (_chain: Chain, _args: unknown, context: QueryContext) => context.snapshot(undefined),
}
