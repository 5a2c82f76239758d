import { pino } from 'pino'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../indexer/migrate.ts'
import { type ChainReader, createChainReader } from '../../../indexer/rpc/createChainReader.ts'
import { createRpc } from '../../../indexer/rpc/createRpc.ts'
import { insertBlocks } from '../../../indexer/store/blocks.ts'
import { createDatabase, type Sql } from '../../../indexer/store/database.ts'
import { findBranch } from '../../../indexer/sync/findBranch.ts'
import type { Cursor, SyncContext } from '../../../indexer/sync/types.ts'
import type { RpcBlock } from '../../../shared/rpc/parse.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'

/** Blocks of the chain below the fork, more than the deepest reorg that is worked in. */
const LENGTH = 5_000
/** Blocks whose real hashes are held; below them any hash will do, as no branch reaches there. */
const REAL = 300
/** More than one page of held blocks. */
const DEPTH = 280

let cluster: SharedPostgres
let chain: TestChain
let sql: Sql
let reader: ChainReader
let head: RpcBlock
/** Where the replaced part begins, by its depth. */
const snapshots = new Map<number, string>()
/** Hashes of the real blocks, by number. */
const REGISTRY = `0x${'11'.repeat(20)}` as const
const held = new Map<bigint, Hex>()

/** The chain's blocks down from `to`, lowest first. */
async function blocks(count: number, to: bigint): Promise<RpcBlock[]> {
  const numbers = Array.from({ length: count }, (_, i) => to - BigInt(count - 1 - i))
  return (await reader.blocksByNumber(numbers)).value
}

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  const rpc = createRpc({
    urls: [chain.url],
    chainId: BigInt(chain.chainId),
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
  })
  await rpc.start()
  reader = createChainReader({ rpc, registry: REGISTRY, addresses: [REGISTRY], finalityDepth: undefined })
  await chain.request('hardhat_mine', [`0x${LENGTH.toString(16)}`])
  await chain.mine(REAL - DEPTH)
  snapshots.set(DEPTH, await chain.request('evm_snapshot'))
  await chain.mine(DEPTH - 1)
  snapshots.set(1, await chain.request('evm_snapshot'))
  await chain.mine(1)
  const { value: latest } = await reader.latestBlock()
  head = latest
  sql = createDatabase({ databaseUrl: await cluster.createDatabase(), max: 1, applicationName: 'test' })
  await migrate(sql)
  await sql`
    insert into muster.blocks
    select sha256(i::text::bytea), i, sha256((i - 1)::text::bytea), i, true, true
    from generate_series(0, ${(head.number - BigInt(REAL)).toString()}::bigint) i`
  const real = await blocks(REAL, head.number)
  await insertBlocks(sql, real, true)
  for (const { number, hash } of real) held.set(number, hash)
})
afterAll(async () => {
  await sql?.end({ timeout: 1 })
  await chain?.stop()
  await cluster?.stop()
})

describe('a branch, where more blocks are held above the last final one than a reorg may be deep', () => {
  // The shallow one first: going back to a snapshot takes the later ones away.
  it.each([
    ['the newest block', 1],
    ['more blocks than are read in one go', DEPTH],
  ])('that replaces %s is found', async (_, depth) => {
    await chain.request('evm_revert', [snapshots.get(depth)])
    await chain.mine(depth + 1, 7)
    const context = { writer: { read: (work: (from: Sql) => unknown) => work(sql) }, reader } as unknown as SyncContext
    const cursor = { head, finalizedNumber: 1n } as unknown as Cursor
    const branch = await findBranch(context, cursor, { headers: await blocks(1, head.number + 1n), endpoint: 0 })
    const fork = head.number - BigInt(depth)
    expect(branch).toMatchObject({ forkNumber: fork, heldHash: held.get(fork + 1n) })
    expect(branch.headers).toHaveLength(depth + 1)
    expect(branch.headers[0]).toMatchObject({ number: fork + 1n, parentHash: held.get(fork) })
  })
})
