import { hexToBytes } from '../../shared/bytes.ts'
import { boundaryOf, toEpoch } from '../../shared/epoch/clock.ts'
import { EMPTY_LIST } from '../../shared/list/emptyList.ts'
import { BlockBeforeRegistryError, BlockNotIndexedError } from '../errors.ts'
import type { BlockRef, QueryContext, Snapshot } from '../graphql/queryContext.ts'
import { type Block, readBlockAtTime, readBlockUpTo } from '../queries/block.ts'
import type { Chain } from '../queries/readChain.ts'
import { readListState } from '../queries/readListState.ts'

/** As the database keeps roots: bytes. */
const EMPTY_ROOT = Buffer.from(hexToBytes(EMPTY_LIST.root))

/**
 * Finds the block that a `BlockRef` names: the last one up to there that is held. Between two blocks held the registry
 * did not change, so the state is the same as that of the block asked for.
 *
 * @throws BlockNotIndexedError, BlockBeforeRegistryError
 */
export async function resolveSnapshot(context: QueryContext, at: BlockRef | undefined): Promise<Snapshot> {
  const chain = await context.chain()
  const head = headOf(chain)
  const block = at === undefined ? head : await findBlock(context, chain, at)
  const state = stateOf(chain)
  const isHead = block.number === head.number
  const asOf = { number: block.number, isHead }
  if (isHead) {
    const { listRoot, listVersion, leafCount, depth } = chain
    return { block, asOf, listRoot, listVersion, leafCount, depth, state }
  }
  const list = await readListState(await context.read(), { number: block.number })
  return {
    block,
    asOf,
    listRoot: list?.root ?? EMPTY_ROOT,
    listVersion: list?.version ?? EMPTY_LIST.version,
    leafCount: list?.leafCount ?? BigInt(EMPTY_LIST.leafCount),
    depth: list?.depth ?? EMPTY_LIST.depth,
    state,
  }
}

/** The state as the schema spells it. */
export function stateOf(chain: Chain): Snapshot['state'] {
  return chain.state.toUpperCase() as Snapshot['state']
}

function headOf(chain: Chain): Block {
  return {
    number: chain.headNumber,
    hash: chain.headHash,
    parentHash: chain.headParentHash,
    timestamp: chain.headTimestamp,
  }
}

async function findBlock(context: QueryContext, chain: Chain, at: BlockRef): Promise<Block> {
  const { asked, found } = at.block === undefined ? await findByTime(context, chain, at) : await findByNumber(at.block)
  if (found === undefined) throw new BlockBeforeRegistryError({ asked, first: chain.deployBlock })
  return found

  async function findByNumber(number: bigint): Promise<{ asked: string; found: Block | undefined }> {
    const asked = `Block ${number}`
    if (number > chain.headNumber) throw new BlockNotIndexedError({ asked, head: `block ${chain.headNumber}` })
    if (number === chain.headNumber) return { asked, found: headOf(chain) }
    if (number < chain.deployBlock) return { asked, found: undefined }
    return { asked, found: await readBlockUpTo(await context.read(), { number }) }
  }
}

async function findByTime(
  context: QueryContext,
  chain: Chain,
  at: BlockRef,
): Promise<{ asked: string; found: Block | undefined }> {
  // The last block below the boundary is final in its place only once a block at or after the boundary is there.
  const time = at.epoch === undefined ? (at.timestamp ?? 0n) : boundaryOf(toEpoch(at.epoch), chain.epochSeconds)
  const asked = at.epoch === undefined ? `Time ${time}` : `The end of epoch ${at.epoch}, time ${time},`
  if (time > chain.headTimestamp) throw new BlockNotIndexedError({ asked, head: `of time ${chain.headTimestamp}` })
  const timestamp = at.epoch === undefined ? time : time - 1n
  if (timestamp === chain.headTimestamp) return { asked, found: headOf(chain) }
  const found = timestamp < 0n ? undefined : await readBlockAtTime(await context.read(), { timestamp })
  return { asked, found: found === undefined || found.number < chain.deployBlock ? undefined : found }
}
