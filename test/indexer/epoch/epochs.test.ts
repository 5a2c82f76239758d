import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EPOCH_BACKLOG } from '../../../indexer/epoch/createEpochs.ts'
import type { Sql } from '../../../indexer/store/database.ts'
import { bytesToHex } from '../../../shared/bytes.ts'
import { decodeEpochProof, LIST_ROOT_SLOT, verifyEpochProof } from '../../../shared/list/epochProof.ts'
import { decodeList } from '../../../shared/list/wire.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import {
  createBench,
  createWorld,
  TEST_EPOCH_SECONDS,
  TEST_FINALITY_DEPTH,
  until,
  untilSynced,
  type World,
} from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
let snapshot: string
const bench = createBench(() => world)
const L = BigInt(TEST_EPOCH_SECONDS)
/** A boundary between epochs, well in the future of the genesis block. */
const EPOCH_0 = 30_000_000n

beforeAll(async () => {
  cluster = await sharePostgres()
})
afterEach(() => bench.stopAll())
afterAll(async () => {
  await cluster?.stop()
})

type EpochRow = {
  epoch: bigint
  status: string
  anchor_number: bigint | null
  anchor_hash: Uint8Array | null
  child_number: bigint | null
  proof: string | null
  list_root: Uint8Array | null
  service_node_count: number | null
  reason: string | null
}

const published = (sql: Sql) => sql<EpochRow[]>`
  select epoch, status, anchor_number, anchor_hash, child_number, proof, list_root, service_node_count, reason
  from muster_api.epochs order by epoch`

const captured = (sql: Sql) => sql<{ epoch: bigint; status: string; anchor_hash: Uint8Array }[]>`
  select epoch, status, anchor_hash from muster.epochs order by epoch`

/** The next block gets this time. */
const at = (seconds: bigint) => chain.request('evm_setNextBlockTimestamp', [Number(seconds)])

const finish = () => chain.mine(Number(TEST_FINALITY_DEPTH), 1)

function verify(proof: string | null) {
  return verifyEpochProof(decodeEpochProof(proof), {
    chainId: BigInt(chain.chainId),
    registry: world.emitter.registry,
    epochSeconds: TEST_EPOCH_SECONDS,
  })
}

/** An eth_getProof with one byte changed. */
const tamper: Fault = async (_, next) => {
  const answer = await next()
  if (!('result' in answer)) return answer
  const proof = structuredClone(answer.result) as { accountProof: string[] }
  const [node = '0x00'] = proof.accountProof
  proof.accountProof[0] = `${node.slice(0, -2)}${node.endsWith('00') ? '01' : '00'}`
  return { result: proof }
}

/** An eth_getProof whose account is right, and whose slot is said to be empty. */
const emptySlot: Fault = async (_, next) => {
  const answer = await next()
  if (!('result' in answer)) return answer
  const proof = answer.result as { storageProof: { key: string }[] }
  const storageProof = proof.storageProof.map(({ key }) => ({ key, value: '0x0', proof: [] }))
  return { result: { ...proof, storageProof } }
}

/**
 * Runs `check` once EPOCH_0 has ended with four nodes on the list, with an endpoint that answers eth_getProof as `fault`
 * does and all else as the chain.
 */
async function behindProxy(
  fault: Fault,
  check: (args: { databaseUrl: string; sql: Sql; proxy: FaultyProxy }) => Promise<void>,
): Promise<void> {
  const databaseUrl = await cluster.createDatabase()
  const sql = bench.connect(databaseUrl)
  const proxy = await startFaultyProxy(chain.url)
  try {
    await world.live(4)
    await at(EPOCH_0 * L + 5n)
    await chain.mine(1)
    await finish()
    proxy.setFault((call, next) => (call.method === 'eth_getProof' ? fault(call, next) : next()))
    await check({ databaseUrl, sql, proxy })
  } finally {
    await bench.stopAll()
    await proxy.stop()
  }
}

async function untilPublished(sql: Sql, epoch: bigint): Promise<EpochRow> {
  return until(`epoch ${epoch}`, async () => (await published(sql)).find((row) => row.epoch === epoch))
}

describe.each([
  ['Hardhat', (initialTimestamp: number) => startHardhatChain({ initialTimestamp })],
  ['anvil', (initialTimestamp: number) => startAnvil({ initialTimestamp })],
])('epoch proofs on %s', (_, startChain) => {
  beforeAll(async () => {
    chain = await startChain(Number(EPOCH_0 * L) - 50)
    snapshot = await chain.request('evm_snapshot')
  })
  beforeEach(async () => {
    await chain.request('evm_revert', [snapshot])
    snapshot = await chain.request('evm_snapshot')
    await at(EPOCH_0 * L - 40n)
    world = await createWorld(chain, 'epochs')
  })
  afterAll(async () => {
    await chain?.stop()
  })

  it('are captured when the boundary is crossed, hold as a client checks them, and shown once final', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    await at(EPOCH_0 * L - 30n)
    await world.live(8)
    const anchorNumber = await world.headNumber()
    const rootAtAnchor = world.model.root()
    const indexer = await bench.start({ databaseUrl })
    await untilSynced(indexer, world)
    await at(EPOCH_0 * L)
    // The anchor's child changes the list already: that belongs to the next epoch.
    await world.live(1)
    await until('the capture', async () => (await captured(sql)).length === 1)
    expect((await captured(sql))[0]).toMatchObject({ epoch: EPOCH_0, status: 'captured' })
    expect(await published(sql)).toEqual([])

    await finish()
    const row = await untilPublished(sql, EPOCH_0)
    expect(row).toMatchObject({ status: 'published', anchor_number: anchorNumber, child_number: anchorNumber + 1n })
    expect(bytesToHex(row.anchor_hash ?? new Uint8Array())).toBe(await world.blockHash(anchorNumber))
    expect(verify(row.proof)).toMatchObject({ epoch: EPOCH_0, root: rootAtAnchor, anchor: { number: anchorNumber } })

    const [list] = await sql`
      select root, depth, count, bytes, brotli, gzip from muster_api.lists where root = ${row.list_root}`
    const bytes = list?.['bytes'] as Uint8Array
    const decoded = decodeList(bytes)
    expect(bytesToHex(decoded.root())).toBe(rootAtAnchor)
    expect(decoded).toMatchObject({ registry: world.emitter.registry, count: list?.['count'], depth: list?.['depth'] })
    expect(row.service_node_count).toBe(decoded.count)
    expect(brotliDecompressSync(list?.['brotli'] as Uint8Array).equals(bytes)).toBe(true)
    expect(gunzipSync(list?.['gzip'] as Uint8Array).equals(bytes)).toBe(true)
  })

  it('are captured again after a reorg across the boundary', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    await at(EPOCH_0 * L - 20n)
    await world.live(4)
    const indexer = await bench.start({ databaseUrl })
    await untilSynced(indexer, world)
    const before = { id: await chain.request<string>('evm_snapshot'), state: world.model.save() }
    await at(EPOCH_0 * L - 5n)
    await world.emit(world.model.updateEndpoint(1))
    await at(EPOCH_0 * L + 1n)
    await chain.mine(1)
    const [first] = await until('the first capture', async () => {
      const rows = await captured(sql)
      return rows.length === 1 ? rows : null
    })

    await chain.request('evm_revert', [before.id])
    world.model.restore(before.state)
    await at(EPOCH_0 * L - 3n)
    await world.emit(world.model.updateEndpoint(1))
    const rootAtAnchor = world.model.root()
    const anchorHash = await world.blockHash(await world.headNumber())
    await at(EPOCH_0 * L + 3n)
    await chain.mine(1)
    await finish()
    const row = await untilPublished(sql, EPOCH_0)
    expect(bytesToHex(row.anchor_hash ?? new Uint8Array())).toBe(anchorHash)
    expect(bytesToHex(first?.anchor_hash ?? new Uint8Array())).not.toBe(anchorHash)
    expect(verify(row.proof).root).toBe(rootAtAnchor)
    expect(indexer.status().reorgs).toBeGreaterThanOrEqual(1)
  })

  it('share one anchor when a gap in time crosses several boundaries; a gap beyond the backlog leaves the newest', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    await world.live(4)
    const anchorNumber = await world.headNumber()
    await untilSynced(await bench.start({ databaseUrl }), world)
    const last = EPOCH_0 + EPOCH_BACKLOG + 5n
    await at(last * L + 7n)
    await chain.mine(1)
    await finish()
    await untilPublished(sql, last)
    const rows = await published(sql)
    expect(rows).toHaveLength(Number(EPOCH_BACKLOG))
    expect(rows[0]?.epoch).toBe(last - EPOCH_BACKLOG + 1n)
    for (const row of rows) {
      expect(row.anchor_number).toBe(anchorNumber)
      expect(verify(row.proof).epoch).toBe(row.epoch)
    }
  })

  it('of a past that is indexed late are found by search, for the newest epochs only', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    await world.live(4)
    // Four blocks to an epoch, more epochs than the backlog takes, list changes in some of them.
    const epochs = Number(EPOCH_BACKLOG) + 6
    const rootOf = new Map<bigint, string>()
    for (let i = 0; i < epochs; i++) {
      const epoch = EPOCH_0 + BigInt(i)
      rootOf.set(epoch, world.model.root())
      await at(epoch * L)
      if (i % 8 === 5) await world.emit(world.model.updateEndpoint(1))
      else await chain.mine(1)
      await chain.mine(1, 20)
    }
    await finish()
    const latest = EPOCH_0 + BigInt(epochs - 1)
    await untilSynced(await bench.start({ databaseUrl }), world)
    await untilPublished(sql, latest)
    const rows = await published(sql)
    expect(rows.map(({ epoch }) => epoch)).toEqual(
      Array.from({ length: Number(EPOCH_BACKLOG) }, (_, i) => latest - EPOCH_BACKLOG + 1n + BigInt(i)),
    )
    for (const row of rows) expect(verify(row.proof).root).toBe(rootOf.get(row.epoch))
    expect(Number((await sql`select count(*) from muster_api.lists`)[0]?.['count'])).toBe(
      new Set(rows.map(({ epoch }) => rootOf.get(epoch))).size,
    )
  })

  it('do not exist for an empty list, and the epoch says so', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    await at(EPOCH_0 * L + 5n)
    await chain.mine(1)
    await finish()
    await bench.start({ databaseUrl })
    expect(await untilPublished(sql, EPOCH_0)).toMatchObject({
      status: 'missed',
      reason: 'list is empty',
      proof: null,
      list_root: null,
      anchor_number: null,
    })
  })

  it.each([
    ['refuses eth_getProof', async () => ({ error: { code: -32_601, message: 'the method does not exist' } })],
    ['says the list is empty', emptySlot],
    ['serves proofs that were tampered with', tamper],
  ] as [string, Fault][])('come from the second endpoint where the first %s', async (_, fault) => {
    let asked = 0
    // The examination, and the proofs of event counts, ask for other slots or contracts.
    const faultOfCapture: Fault = (call, next) => {
      const isOfList =
        call.params[0] === world.emitter.registry && (call.params[1] as string[]).includes(LIST_ROOT_SLOT)
      if (!isOfList) return next()
      asked++
      return fault(call, next)
    }
    await behindProxy(faultOfCapture, async ({ databaseUrl, sql, proxy }) => {
      // Longer than an endpoint cools down after one failure, as in production.
      const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url, chain.url], pollIntervalMs: 600 })
      const row = await untilPublished(sql, EPOCH_0)
      expect(row.status).toBe('published')
      expect(verify(row.proof).epoch).toBe(EPOCH_0)
      expect(asked).toBe(1)
      expect(indexer.status().epochsMissed).toBe(0)
    })
  })

  it('are not missed for an endpoint that fails for a few looks', async () => {
    let asked = 0
    const starting: Fault = async (_, next) =>
      ++asked <= 3 ? { error: { code: -32_000, message: 'the node is starting' } } : next()
    // By this clock a pass is due every 12 looks, and the last of them before the 60th, however long they take.
    let looks = 0
    const nowMs = () => 50 * looks++
    await behindProxy(starting, async ({ databaseUrl, sql, proxy }) => {
      await bench.start({ databaseUrl, rpcUrls: [proxy.url], nowMs })
      expect((await untilPublished(sql, EPOCH_0)).status).toBe('published')
      expect(asked).toBeGreaterThan(3)
    })
  })

  it('that no endpoint serves any more make a missed epoch with a reason, and the next one is fine', async () => {
    const pruned: Fault = async () => ({ error: { code: -32_000, message: 'missing trie node' } })
    await behindProxy(pruned, async ({ databaseUrl, sql, proxy }) => {
      await bench.start({ databaseUrl, rpcUrls: [proxy.url] })
      const row = await untilPublished(sql, EPOCH_0)
      expect(row.status).toBe('missed')
      expect(row.reason).toContain('no endpoint gave a state proof that holds')
      expect(row.reason).toContain('eth_getProof failed at endpoint 1')
      proxy.setFault(null)
      await at((EPOCH_0 + 1n) * L + 5n)
      await chain.mine(1)
      await finish()
      expect((await untilPublished(sql, EPOCH_0 + 1n)).status).toBe('published')
    })
  })

  it('that were tampered with are not believed', async () => {
    await behindProxy(tamper, async ({ databaseUrl, sql, proxy }) => {
      await bench.start({ databaseUrl, rpcUrls: [proxy.url] })
      const row = await untilPublished(sql, EPOCH_0)
      expect(row).toMatchObject({ status: 'missed', proof: null })
    })
  })
})
