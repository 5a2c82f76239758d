import type { Hex } from '../../shared/bytes.ts'
import { verifyLeaf } from '../../shared/list/leaf.ts'
import type { RecordSource } from '../transport/source.ts'
import type { ListedServiceNode } from './nodeList.ts'

/** One record, proven to be in the list with a trusted root without the rest of that list. */
export type VerifiedRecord = {
  epoch: bigint
  root: Hex
  record: ListedServiceNode
  /** Origin of the server that sent it. */
  source: string
}

/** @throws LeafProofInvalidError, RootMismatchError, and the errors of `fetchBounded` */
export async function fetchRecord(
  source: RecordSource,
  { epoch, root }: { epoch: bigint; root: Hex },
  leafIndex: number,
): Promise<VerifiedRecord> {
  const record = verifyLeaf(await source.leaf(root, leafIndex), { root, leafIndex })
  return { epoch, root, record: { ...record, leafIndex }, source: source.name }
}
