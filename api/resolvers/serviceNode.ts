import { formatIp } from '../../shared/ip.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import { KeyCountInvalidError } from '../errors.ts'
import type { BlockRef, QueryContext, Snapshot } from '../graphql/queryContext.ts'
import { readServiceNode, type ServiceNodeKey } from '../queries/readServiceNode.ts'
import type { ServiceNodeRow } from '../queries/serviceNodeColumns.ts'

/** What the fields of `ServiceNode` are resolved from: the row, and the state it was read at. */
export type ServiceNodeSource = ServiceNodeRow & { snapshot: Snapshot }

type Arguments = {
  id?: bigint | null
  ed25519Key?: Buffer | null
  blsKeyHash?: Buffer | null
  at?: BlockRef | null
}

/** `Query.serviceNode`. @throws KeyCountInvalidError */
export async function resolveServiceNode(
  _parent: unknown,
  args: Arguments,
  context: QueryContext,
): Promise<ServiceNodeSource | null> {
  const by = keyOf(args)
  const snapshot = await context.snapshot(args.at)
  if (by.kind === 'id' && by.id > UINT32_MAX) return null
  const row = await readServiceNode(await context.read(), { by, asOf: snapshot.asOf })
  return row === undefined ? null : withSnapshot(row, snapshot)
}

/** The row with its snapshot, in place: a thousand copies of twenty columns would cost more than the query. */
export function withSnapshot(row: ServiceNodeRow, snapshot: Snapshot): ServiceNodeSource {
  return Object.assign(row, { snapshot })
}

export const serviceNodeFields = {
  ip: (node: ServiceNodeSource) => formatIp(node.ip),
  replacedKeys: ({ id, snapshot }: ServiceNodeSource, _args: unknown, context: QueryContext) =>
    context.replacedKeys(id, snapshot.asOf.number),
}

function keyOf({ id, ed25519Key, blsKeyHash }: Arguments): ServiceNodeKey {
  const keys: ServiceNodeKey[] = []
  if (id != null) keys.push({ kind: 'id', id })
  if (ed25519Key != null) keys.push({ kind: 'ed25519Key', key: ed25519Key })
  if (blsKeyHash != null) keys.push({ kind: 'blsKeyHash', key: blsKeyHash })
  const [key] = keys
  if (key === undefined || keys.length > 1) throw new KeyCountInvalidError({ given: keys.map(({ kind }) => kind) })
  return key
}
