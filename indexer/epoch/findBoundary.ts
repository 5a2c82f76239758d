import type { RpcBlock } from '../../shared/rpc/parse.ts'
import type { Block } from '../project/types.ts'
import { readBoundary } from '../store/blocks.ts'
import { HeadUnsettledError } from '../sync/errors.ts'
import type { SyncContext } from '../sync/types.ts'

/** The last block before a boundary in time, and the block after it. */
export type Boundary = { anchor: Block; child: Block }

/**
 * The two blocks around `timestamp` (unix seconds): the last one below it and its child. Looked up among the blocks we
 * hold, else by binary search over the chain's blocks, at most 63 requests.
 *
 * @param args.low number of a block with a timestamp below; `high` one with a timestamp not below
 */
export async function findBoundary(
  { reader, writer }: SyncContext,
  args: { timestamp: bigint; low: bigint; high: bigint },
): Promise<Boundary> {
  const held = await writer.read((sql) => readBoundary(sql, args.timestamp))
  if (held !== undefined) return held
  let { low, high } = args
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    const { value } = await reader.blocksByNumber([middle])
    const [block] = value
    if (block !== undefined && block.timestamp < args.timestamp) low = middle
    else high = middle
  }
  const { value } = await reader.blocksByNumber([low, high])
  const [anchor, child] = value
  const isBoundary =
    anchor !== undefined &&
    child !== undefined &&
    child.parentHash === anchor.hash &&
    anchor.timestamp < args.timestamp &&
    child.timestamp >= args.timestamp
  if (!isBoundary) throw new HeadUnsettledError({ reason: `blocks ${low} and ${high} are not of one chain` })
  return { anchor: toBlock(anchor), child: toBlock(child) }
}

function toBlock({ number, hash, parentHash, timestamp }: RpcBlock): Block {
  return { number, hash, parentHash, timestamp }
}
