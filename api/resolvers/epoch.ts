import { boundaryOf, toEpoch } from '../../shared/epoch/clock.ts'
import type { QueryContext } from '../graphql/queryContext.ts'
import { type EpochRow, readEpoch, readLatestEpochNumber } from '../queries/epoch.ts'
import { readListBytes } from '../queries/readList.ts'

/** What the fields of `NodeList` are resolved from. */
export type NodeListSource = {
  epoch: bigint
  root: Buffer
  depth: number
  serviceNodeCount: number
  list: Buffer
  proof: string
}

/** `Query.epoch`: of that number, or the one whose list is in use. */
export async function resolveEpoch(
  _parent: unknown,
  args: { number?: bigint | null },
  context: QueryContext,
): Promise<EpochRow | null> {
  const sql = await context.read()
  const number = args.number ?? (await readLatestEpochNumber(sql))
  // Beyond what Postgres takes as bigint, and beyond any epoch.
  if (number === undefined || number !== BigInt.asIntN(63, number)) return null
  return (await readEpoch(sql, { number })) ?? null
}

/** `Query.nodeList`. */
export async function resolveNodeList(
  parent: unknown,
  args: { epoch?: bigint | null },
  context: QueryContext,
): Promise<NodeListSource | null> {
  const epoch = await resolveEpoch(parent, { number: args.epoch ?? null }, context)
  if (epoch === null || epoch.status === 'missed') return null
  const list = await readListBytes(await context.read(), { root: epoch.listRoot })
  if (list === undefined) return null
  return {
    epoch: epoch.number,
    root: epoch.listRoot,
    depth: list.depth,
    serviceNodeCount: list.count,
    list: list.bytes,
    proof: epoch.proof,
  }
}

export const nodeListFields = {
  bytes: ({ list }: NodeListSource) => list.toString('base64'),
}

export const epochFields = {
  status: (epoch: EpochRow) => epoch.status.toUpperCase(),
  boundary: async (epoch: EpochRow, _args: unknown, context: QueryContext) =>
    boundaryOf(toEpoch(epoch.number), (await context.chain()).epochSeconds),
  anchor: (epoch: EpochRow) =>
    epoch.status === 'missed'
      ? null
      : { number: epoch.anchorNumber, hash: epoch.anchorHash, timestamp: epoch.anchorTimestamp },
  child: (epoch: EpochRow) => (epoch.status === 'missed' ? null : { number: epoch.childNumber, hash: epoch.childHash }),
}
