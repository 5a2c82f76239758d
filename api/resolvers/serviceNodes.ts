import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'
import { CursorMismatchError, CursorStaleError, PageSizeInvalidError } from '../errors.ts'
import { type Cursor, decodeCursor, encodeCursor, walkOf } from '../graphql/cursor.ts'
import type { BlockRef, QueryContext, Snapshot } from '../graphql/queryContext.ts'
import { PAGE_SIZE_MAX } from '../limits.ts'
import type { Block } from '../queries/block.ts'
import {
  countServiceNodes,
  positionOf,
  readServiceNodePage,
  type ServiceNodeFilter,
  type ServiceNodeOrder,
} from '../queries/serviceNodePage.ts'
import { type ServiceNodeSource, withSnapshot } from './serviceNode.ts'

type FilterInput = {
  status?: ServiceNodeStatus[] | null
  operator?: Buffer | null
  owner?: Buffer | null
  identityProofValid?: boolean | null
}

type Arguments = {
  filter?: FilterInput | null
  orderBy: ServiceNodeOrder
  first: number
  after?: string | null
  at?: BlockRef | null
}

type PageInfo = { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }

/** What the fields of `ServiceNodeConnection` are resolved from. */
export type ConnectionSource = {
  nodes: ServiceNodeSource[]
  block: Block
  listRoot: Buffer
  pageInfo: PageInfo
  filter: ServiceNodeFilter
  snapshot: Snapshot
  cursorOf(node: ServiceNodeSource): string
}

/**
 * `Query.serviceNodes`: one page, at the block of `after` where it is given, so that all pages of a walk are of one
 * state.
 *
 * @throws PageSizeInvalidError, CursorInvalidError, CursorMismatchError, CursorStaleError
 */
export async function resolveServiceNodes(
  _parent: unknown,
  args: Arguments,
  context: QueryContext,
): Promise<ConnectionSource> {
  const { orderBy: order, first } = args
  if (first < 1 || first > PAGE_SIZE_MAX) throw new PageSizeInvalidError({ first, firstMax: PAGE_SIZE_MAX })
  const filter = withoutNulls(args.filter)
  const walk = walkOf(filter, order)
  const after = args.after == null ? undefined : decodeCursor(args.after)
  if (after !== undefined && after.walk !== walk) throw new CursorMismatchError({ differs: 'filter or orderBy' })
  const snapshot = after === undefined ? await context.snapshot(args.at) : await snapshotOf(context, after, args.at)

  // One more than asked for tells whether there is a next page.
  const rows = await readServiceNodePage(await context.read(), {
    asOf: snapshot.asOf,
    filter,
    order,
    after: after?.position,
    limit: first + 1,
  })
  const nodes = rows.slice(0, first).map((row) => withSnapshot(row, snapshot))
  const blockHashStart = hashStartOf(snapshot.block)
  const cursorOf = (node: ServiceNodeSource) =>
    encodeCursor({ walk, blockNumber: snapshot.block.number, blockHashStart, position: positionOf(node, order.field) })
  const [start] = nodes
  const end = nodes.at(-1)
  return {
    nodes,
    block: snapshot.block,
    listRoot: snapshot.listRoot,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== undefined,
      startCursor: start === undefined ? null : cursorOf(start),
      endCursor: end === undefined ? null : cursorOf(end),
    },
    filter,
    snapshot,
    cursorOf,
  }
}

export const connectionFields = {
  edges: ({ nodes, cursorOf }: ConnectionSource) => nodes.map((node) => ({ node, cursorOf })),
  totalCount: async ({ snapshot, filter }: ConnectionSource, _args: unknown, context: QueryContext) =>
    countServiceNodes(await context.read(), { asOf: snapshot.asOf, filter }),
}

export const edgeFields = {
  cursor: ({ node, cursorOf }: { node: ServiceNodeSource; cursorOf: ConnectionSource['cursorOf'] }) => cursorOf(node),
}

/** The state that the cursor was made at, if it is still the same. */
async function snapshotOf(context: QueryContext, cursor: Cursor, at: BlockRef | null | undefined): Promise<Snapshot> {
  const { blockNumber: number } = cursor
  const { headNumber } = await context.chain()
  if (number > headNumber) throw new CursorStaleError({ block: number })
  if (at != null) {
    const asked = await context.snapshot(at)
    if (asked.block.number !== number) throw new CursorMismatchError({ differs: 'block than at' })
  }
  const snapshot = await context.snapshot({ block: number })
  // A block that is held no longer cannot be told from one of a dead fork: better to start again than to mix two.
  if (snapshot.block.number !== number || hashStartOf(snapshot.block) !== cursor.blockHashStart) {
    throw new CursorStaleError({ block: number })
  }
  return snapshot
}

function hashStartOf(block: Block): string {
  return block.hash.toString('hex', 0, 8)
}

function withoutNulls(filter: FilterInput | null | undefined): ServiceNodeFilter {
  if (filter == null) return {}
  return {
    ...(filter.status == null ? {} : { status: filter.status }),
    ...(filter.operator == null ? {} : { operator: filter.operator }),
    ...(filter.owner == null ? {} : { owner: filter.owner }),
    ...(filter.identityProofValid == null ? {} : { identityProofValid: filter.identityProofValid }),
  }
}
