import type { Hex } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { applyDelta } from '../../shared/list/applyDelta.ts'
import { DELTA_EPOCHS_MAX } from '../../shared/list/recentEpochs.ts'
import type { DecodedList, ListLimits } from '../../shared/list/wire.ts'
import type { SourceFailure } from '../errors.ts'
import { ServerTimeoutError, ServerUnreachableError } from '../transport/errors.ts'
import type { Source } from '../transport/source.ts'
import { checkDelta, checkList } from './checkList.ts'

/** A verified list that deltas can be applied to. */
type BaseList = { root: Hex; epoch: bigint; list: DecodedList }

type FetchListArgs = {
  chainId: bigint
  registry: Hex
  /** Proven root of the wanted list. */
  root: Hex
  epoch: bigint
  /** `null` if no list is held. */
  held: BaseList | null
  limits: Required<ListLimits>
  /** Called if a delta is refused and the whole list is fetched instead. */
  report: (failure: SourceFailure) => void
}

/** Fetches the changes since the held list. Returns `null` if there is no delta, or none that applies. */
async function fetchByDelta(
  source: Source,
  { root, epoch, limits, report }: FetchListArgs,
  held: BaseList,
): Promise<DecodedList | null> {
  if (epoch - held.epoch > DELTA_EPOCHS_MAX) return null
  try {
    const delta = await source.delta(held.root, root)
    if (delta === null) return null
    checkDelta(delta, root)
    return applyDelta({ root: held.root, list: held.list }, delta, limits)
  } catch (error) {
    // An unreachable server will not send the list either. A server with a wrong delta may have a right list.
    const isGone = error instanceof ServerTimeoutError || error instanceof ServerUnreachableError
    if (!(error instanceof BaseError) || isGone) throw error
    report({ source: source.name, error })
    return null
  }
}

/**
 * Fetches the list with the proven root. Returns the held list if it has that root. Else applies a delta to it. Without a
 * delta, fetches the whole list of the same source. In each case the root was computed from the rows.
 *
 * @throws ChainMismatchError, RegistryMismatchError, RootMismatchError, and the errors of `Source.list`
 */
export async function fetchList(source: Source, args: FetchListArgs): Promise<DecodedList> {
  const { chainId, registry, root, held } = args
  if (held !== null && held.root === root) return held.list
  const changed = held === null ? null : await fetchByDelta(source, args, held)
  if (changed !== null) return changed
  const list = await source.list(root)
  checkList(list, { chainId, registry, root })
  return list
}
