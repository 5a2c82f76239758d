import type { Reader } from '../database/openDatabase.ts'
import { type ReplacedKeyRow, readReplacedKeys } from '../queries/readReplacedKeys.ts'

/** Reads the keys that a node had replaced by block `number`. */
export type LoadReplacedKeys = (nodeId: bigint, number: bigint) => Promise<ReplacedKeyRow[]>

type Batch = { readonly nodeIds: bigint[]; readonly rows: Promise<Map<bigint, ReplacedKeyRow[]>> }

/** Makes one query of all nodes of a page: the executor asks for them in one turn. */
export function createReplacedKeysLoader(read: () => Promise<Reader>): LoadReplacedKeys {
  const batches = new Map<bigint, Batch>()

  function openBatch(number: bigint): Batch {
    const nodeIds: bigint[] = []
    const rows = Promise.resolve().then(async () => {
      batches.delete(number)
      const byNode = new Map<bigint, ReplacedKeyRow[]>()
      for (const row of await readReplacedKeys(await read(), { nodeIds, number })) {
        byNode.set(row.nodeId, [...(byNode.get(row.nodeId) ?? []), row])
      }
      return byNode
    })
    const batch = { nodeIds, rows }
    batches.set(number, batch)
    return batch
  }

  return async (nodeId, number) => {
    const batch = batches.get(number) ?? openBatch(number)
    batch.nodeIds.push(nodeId)
    return (await batch.rows).get(nodeId) ?? []
  }
}
