import type { Hex } from '../shared/bytes.ts'
import type { VerifiedEpoch } from '../shared/list/epochProof.ts'
import { verifyLeaf } from '../shared/list/leaf.ts'
import type { ListedServiceNode } from './nodeList.ts'
import type { RecordSource } from './source.ts'

/** One record, shown to be in the list with a trusted root without the rest of that list. */
export type VerifiedRecord = {
  epoch: bigint
  root: Hex
  record: ListedServiceNode
  /** Origin of the server that sent it. */
  source: string
}

/** @throws LeafProofInvalidError, RootMismatchError, and those of `fetchBounded` */
export async function fetchRecord(
  source: RecordSource,
  { epoch, root }: VerifiedEpoch,
  leafIndex: number,
): Promise<VerifiedRecord> {
  const record = verifyLeaf(await source.leaf(root, leafIndex), { root, leafIndex })
  return { epoch, root, record: { ...record, leafIndex }, source: source.name }
}
