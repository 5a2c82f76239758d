import postgres from 'postgres'
import type { ChainClient } from '../chain/chainClient.ts'
import type { PostgresServer } from '../postgres/startPostgresServer.ts'

const DATABASE = 'muster'

/**
 * Opens the stack's database, and makes it if absent. Everything in it follows from the chain. If a kill cost the chain
 * blocks that the database holds as final, the database is dropped, and the indexer fills it anew.
 *
 * @returns the URL, and whether an old database was dropped
 */
export const openDatabase = async (
  server: PostgresServer,
  client: ChainClient,
): Promise<{ readonly url: string; readonly wasDropped: boolean }> => {
  const admin = postgres(server.url('postgres'), { max: 1, onnotice: () => undefined })
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${DATABASE}`
    const wasDropped = found !== undefined && !(await isOnChain(server.url(DATABASE), client))
    if (wasDropped) await admin`drop database ${admin(DATABASE)} with (force)`
    if (found === undefined || wasDropped) await admin`create database ${admin(DATABASE)}`
    return { url: server.url(DATABASE), wasDropped }
  } finally {
    await admin.end()
  }
}

/** Returns whether the chain still has the newest block that the database was filled from. */
const isOnChain = async (url: string, client: ChainClient): Promise<boolean> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    const [view] = await sql`select to_regclass('muster_api.chain') as name`
    if (view?.['name'] === null) return true
    const [head] = await sql<{ number: string; hash: Uint8Array }[]>`
      select head_number::text as number, head_hash as hash from muster_api.chain
    `
    if (!head) return true
    const newest = await client.getBlockNumber()
    if (BigInt(head.number) > newest) return false
    const { hash } = await client.getBlock({ blockNumber: BigInt(head.number) })
    return hash === `0x${Buffer.from(head.hash).toString('hex')}`
  } finally {
    await sql.end()
  }
}
