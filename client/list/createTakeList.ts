import type { Hex } from '../../shared/bytes.ts'
import type { ListLimits } from '../../shared/list/wire.ts'
import type { SourceFailure } from '../errors.ts'
import type { Source } from '../transport/source.ts'
import type { FetchOffer } from './epochOffer.ts'
import { NodeListRefusedError } from './errors.ts'
import { fetchList } from './fetchList.ts'
import { holdList, type TakeList } from './nodeList.ts'
import { takeNewest } from './takeNewest.ts'

/** @param args.sources in the order they are asked */
export function createTakeList(args: {
  sources: readonly Source[]
  fetchOffer: FetchOffer
  chainId: bigint
  registry: Hex
  limits: Required<ListLimits>
  maxEpochLag: number
  report: (failure: SourceFailure) => void
}): TakeList {
  const { sources, fetchOffer, chainId, registry, limits, maxEpochLag, report } = args
  return (chainTime, held) =>
    takeNewest({
      asked: sources,
      take: async (source, lag) => {
        const offer = await fetchOffer(source, { chainTime, maxEpochLag: lag })
        const { root, epoch } = offer.verified
        const base = held && { root: held.verified.root, epoch: held.verified.epoch, list: held.list }
        const list = await fetchList(source, { chainId, registry, root, epoch, held: base, limits, report })
        return holdList(offer, { list, source: source.name }, held)
      },
      maxEpochLag,
      report,
      allFailed: (failures) => new NodeListRefusedError({ failures }),
    })
}
