import type { MusterSnapshot } from '../shared/list/snapshot.ts'
import { decodeList, type ListLimits } from '../shared/list/wire.ts'
import type { Source } from './source.ts'

/** A list that came with the program: believed no more than any server's. */
export function createBundledSource(args: { snapshot: MusterSnapshot; limits: Required<ListLimits> }): Source {
  const { proof, list } = args.snapshot
  return {
    name: 'bundled list',
    latestProof: async () => proof,
    epochProof: async (epoch) => (proof.epoch === epoch ? proof : null),
    // Whatever root is asked for: the list is checked against it, as a server's is.
    list: async () => decodeList(list, args.limits),
    delta: async () => null,
  }
}
