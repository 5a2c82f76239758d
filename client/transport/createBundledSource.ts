import type { MusterSnapshot } from '../../shared/list/snapshot.ts'
import { decodeList, type ListLimits } from '../../shared/list/wire.ts'
import type { Source } from './source.ts'

/** Makes a source of a list that came with the program. The client trusts it no more than a server. */
export function createBundledSource(args: { snapshot: MusterSnapshot; limits: Required<ListLimits> }): Source {
  const { proof, list } = args.snapshot
  return {
    name: 'bundled list',
    latestProof: async () => proof,
    epochProof: async (epoch) => (proof.epoch === epoch ? proof : null),
    // Ignores the root: the client computes the root of the list, as it does for a server's.
    list: async () => decodeList(list, args.limits),
    delta: async () => null,
  }
}
