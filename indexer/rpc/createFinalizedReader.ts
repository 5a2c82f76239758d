import type { RpcBlock } from '../../shared/rpc/parse.ts'
import type { Answer } from './createRpc.ts'
import { FinalityUnknownError, isRefusal, lastFailureOf } from './errors.ts'
import type { Where } from './types.ts'

/** How long it is kept that an endpoint does not know the tag. */
const UNKNOWN_MS = 3_600_000

/**
 * Creates the reader of the newest final block. It returns undefined if the endpoint does not know the tag: all attempts
 * were answered with an error or null, and none of its answers before had one. An unreachable node does not mean that.
 *
 * @param args.isTagNeeded finality cannot be told without it
 */
export function createFinalizedReader(args: {
  blockByTag: (tag: string, where: Where) => Promise<Answer<RpcBlock>>
  isTagNeeded: boolean
}): (where: Where) => Promise<RpcBlock | undefined> {
  /** Whether endpoints know the tag, and since when one that does not is not asked. */
  const known = new Set<number>()
  const unknownSince = new Map<number, number>()

  return async (where) => {
    const asked = where.endpoint ?? 0
    const isUnknown = Date.now() - (unknownSince.get(asked) ?? Number.NEGATIVE_INFINITY) < UNKNOWN_MS
    if (isUnknown && !args.isTagNeeded) return undefined
    try {
      const { value, endpoint } = await args.blockByTag('finalized', where)
      known.add(endpoint)
      unknownSince.delete(endpoint)
      return value
    } catch (error) {
      if (!isRefusal(lastFailureOf(error)) || known.has(asked)) throw error
      unknownSince.set(asked, Date.now())
      if (args.isTagNeeded) throw new FinalityUnknownError({ cause: error })
      return undefined
    }
  }
}
