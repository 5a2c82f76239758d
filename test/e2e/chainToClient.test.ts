import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMusterClient, rpcQuorum } from '../../client/index.ts'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import { type ChainClient, createChainClient } from '../../devnet/chain/chainClient.ts'
import { joinNetwork } from '../../devnet/chain/joinNetwork.ts'
import { demoPlans } from '../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../devnet/demo/seededKeys.ts'
import { networkSettings } from '../../devnet/stack/networkSettings.ts'
import { type Service, startService } from '../../devnet/stack/startService.ts'
import { bytesToHex } from '../../shared/bytes.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { encodeExtension } from '../../shared/list/extension/document.ts'
import { blsKeyHash, blsPublicKey } from '../../shared/signing/bls.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import { memoryStorage } from '../../tools/support/memoryStorage.ts'
import { vectorKemKey } from '../../tools/vectors/vectorDocument.ts'
import { type SharedPostgres, sharePostgres } from '../helpers/sharedPostgres.ts'
import { pythonVersion, runVerifier } from '../python/runVerifier.ts'

const EPOCH_SECONDS = 60
const NODES = 12
const REORG_BLOCKS = 5

/** Blocks after which the indexer takes one for final: more than the reorg is deep. */
const FINALITY_DEPTH = 12

/** Hang guard of each wait; the real waits are a second or two. */
const WAIT_MS_MAX = 40_000
const HOUR = 3_600

/** Waits until `probe` answers something other than undefined. */
const until = async <T>(what: string, probe: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + WAIT_MS_MAX
  for (;;) {
    const found = await probe()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`Gave up waiting until ${what}.`)
    await sleep(50)
  }
}

/** Everything of one run: a chain with its contracts, and the processes that follow it. */
const createWorld = async (startChain: (options: { initialTimestamp: number }) => Promise<TestChain>) => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-e2e-'))
  const chain = await startChain({ initialTimestamp: Math.floor(Date.now() / 1_000) - 4 * HOUR })
  const cluster: SharedPostgres = await sharePostgres()
  const databaseUrl = await cluster.createEmptyDatabase()
  const client: ChainClient = createChainClient(chain.url)
  const deployment: Deployment = await deploy(client, {
    governor: seededAccount('e2e', 'governor').address,
    epochSeconds: EPOCH_SECONDS,
  })
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  const services = new Set<Service>()
  const start = async (name: string, entry: string, env: Record<string, string>): Promise<Service> => {
    const service = await startService({ name, entry, env, logFile: join(folder, `${name}.log`) })
    services.add(service)
    return service
  }
  return {
    folder,
    chain,
    client,
    deployment,
    sql,
    startIndexer: () =>
      start('indexer', 'indexer/main.ts', {
        DATABASE_URL: databaseUrl,
        RPC_URLS: chain.url,
        ...networkSettings(deployment),
        INDEXER_PORT: '0',
        FINALITY_DEPTH: String(FINALITY_DEPTH),
        POLL_INTERVAL_MS: '50',
      }),
    startApi: () => start('api', 'api/main.ts', { DATABASE_URL: databaseUrl, API_PORT: '0' }),
    kill: async (service: Service) => {
      process.kill(service.pid, 'SIGKILL')
      await service.exited
    },
    stop: async () => {
      for (const service of services) await service.stop()
      await sql.end()
      await cluster.stop()
      await chain.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type World = Awaited<ReturnType<typeof createWorld>>

type Change = { rpcPort: number } | { document: Hex }

/** One change of the list, as the operator of a node: it moves to another port, or has another extension document. */
const changeNode = async ({ client, deployment }: World, nodeId: number, change: Change): Promise<void> => {
  const registry = { address: deployment.registry, abi: serviceNodeRegistryAbi } as const
  const [plan] = demoPlans('e2e').slice(nodeId - 1)
  if (plan === undefined) throw new Error(`There is no plan of node ${nodeId}.`)
  const { ed25519Key } = plan
  const operator = plan.operator.address
  const keys = [nodeId, blsKeyHash(blsPublicKey(plan.blsSecretKey)), ed25519Key] as const
  const { ip, quicPort } = await client.readContract({ ...registry, functionName: 'identity', args: [ed25519Key] })
  await client.impersonateAccount({ address: operator })
  const call = { ...registry, account: operator }
  const hash =
    'document' in change
      ? await client.writeContract({ ...call, functionName: 'setExtension', args: [...keys, change.document] })
      : await client.writeContract({
          ...call,
          functionName: 'updateEndpoint',
          args: [...keys, { ip, rpcPort: change.rpcPort, quicPort }],
        })
  const receipt = await client.waitForTransactionReceipt({ hash })
  await client.stopImpersonatingAccount({ address: operator })
  expect(receipt.status).toBe('success')
}

const moveNode = (world: World, nodeId: number, rpcPort: number): Promise<void> =>
  changeNode(world, nodeId, { rpcPort })

const rootOnChain = ({ client, deployment }: World, blockNumber?: bigint) =>
  client.readContract({
    address: deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'listRoot',
    ...(blockNumber === undefined ? {} : { blockNumber }),
  })

/** Waits until the database stands at the chain's newest block, by hash, and answers the root it holds there. */
const untilIndexed = (world: World): Promise<string> =>
  until('the indexer is at the newest block', async () => {
    const { hash } = await world.client.getBlock()
    const [row] = await world.sql<{ hash: Uint8Array; root: Uint8Array }[]>`
      select head_hash as hash, list_root as root from muster_api.chain
    `.catch(() => [])
    if (!row || `0x${Buffer.from(row.hash).toString('hex')}` !== hash) return undefined
    return `0x${Buffer.from(row.root).toString('hex')}`
  })

const nextEpoch = async ({ client }: World): Promise<void> => {
  const { timestamp } = await client.getBlock()
  const length = BigInt(EPOCH_SECONDS)
  await client.setNextBlockTimestamp({ timestamp: (timestamp / length + 1n) * length })
  await client.mine({ blocks: 1 })
}

/** Ends two epochs, and waits until the list due by the chain's time is final and published. */
const untilPublished = async (world: World, apiUrl: string): Promise<bigint> => {
  await nextEpoch(world)
  await nextEpoch(world)
  await world.chain.mine(FINALITY_DEPTH + 1)
  const { timestamp } = await world.client.getBlock()
  const due = timestamp / BigInt(EPOCH_SECONDS) - 1n
  await until('the epoch due is published', async () => {
    const response = await fetch(`${apiUrl}/v1/epochs/${due}`)
    return response.ok ? true : undefined
  })
  return due
}

describe.each([
  ['Hardhat', startHardhatChain],
  ['anvil', startAnvil],
] as const)('from the chain to the client, on %s', (_name, startChain) => {
  let world: World
  let apiUrl: string

  beforeAll(async () => {
    world = await createWorld(startChain)
    const { client, deployment } = world
    await joinNetwork({ client, deployment, plans: demoPlans('e2e').slice(0, NODES) })
  })
  afterAll(() => world?.stop())

  it('ends in the same root everywhere after a 5-block reorg and a kill -9 of the indexer', async () => {
    const { client, chain, deployment } = world
    const indexer = await world.startIndexer()
    apiUrl = `http://127.0.0.1:${(await world.startApi()).port}`
    expect(await untilIndexed(world)).toBe(await rootOnChain(world))

    // A branch that dies: node 1 moves in the first of its five blocks.
    const snapshot = await client.snapshot()
    await moveNode(world, 1, 31_001)
    for (let block = 1; block < REORG_BLOCKS; block++) await chain.mine()
    const deadRoot = await untilIndexed(world)
    expect(deadRoot).toBe(await rootOnChain(world))

    // The branch that stays: node 2 moves, and the indexer is killed while it grows past the other.
    await client.revert({ id: snapshot })
    await moveNode(world, 2, 31_002)
    for (let block = 1; block < REORG_BLOCKS; block++) await chain.mine()
    await world.kill(indexer)
    await chain.mine(2)
    await world.startIndexer()
    const root = await untilIndexed(world)
    expect(root).toBe(await rootOnChain(world))
    expect(root).not.toBe(deadRoot)

    // The epoch ends, the next one too, and all of it becomes final.
    const due = await untilPublished(world, apiUrl)
    const requests: string[] = []
    const musterClient = createMusterClient({
      sources: [apiUrl],
      chainId: deployment.chainId,
      registry: deployment.registry,
      epochSeconds: EPOCH_SECONDS,
      trust: rpcQuorum({ urls: [chain.url], k: 1 }),
      stateRpcs: [chain.url],
      fetch: (url, init) => {
        if (url.startsWith(apiUrl)) requests.push(url.slice(apiUrl.length))
        return fetch(url, init)
      },
    })
    const list = await musterClient.getNodeList()

    expect(list.epoch).toBe(due)
    expect(list.root).toBe(root)
    expect(list.root).toBe(await rootOnChain(world, list.anchor.number))
    expect(await rootInGraphql(apiUrl, due)).toBe(root)
    expect(list.records).toHaveLength(NODES)
    expect(list.records.find(({ nodeId }) => nodeId === 1)?.rpcPort).not.toBe(31_001)
    expect(list.records.find(({ nodeId }) => nodeId === 2)?.rpcPort).toBe(31_002)

    // One node moves, and the next list comes as what changed.
    await moveNode(world, 3, 31_003)
    const moved = await rootOnChain(world)
    await untilPublished(world, apiUrl)
    requests.length = 0
    const next = await musterClient.refresh()
    expect(next.root).toBe(moved)
    expect(requests.at(-1)).toBe(`/v1/lists/${root}/${moved}`)
    expect(requests).not.toContain(`/v1/lists/${moved}`)
    const third = await musterClient.serviceNode(3)
    expect(third?.rpcPort).toBe(31_003)

    // A client without the list gets the same record, and proof of who is registered and who is not.
    const { record } = await musterClient.verifiedRecord(third?.leafIndex ?? -1)
    expect(record).toEqual(third)
    expect((await musterClient.isRegistered(record.ed25519Key)).identity).toMatchObject({ nodeId: 3, rpcPort: 31_003 })
    expect((await musterClient.isRegistered(`0x${'12'.repeat(32)}`)).isRegistered).toBe(false)
  })

  it('serves the documents that operators set, in a block that the client and the second verifier accept', async () => {
    const { deployment, chain, folder } = world
    const documentOf = (nodeId: number) => encodeExtension({ kemKey: vectorKemKey(`${nodeId}`), unknown: [] })
    for (let nodeId = 1; nodeId < NODES; nodeId++)
      await changeNode(world, nodeId, { document: bytesToHex(documentOf(nodeId)) })
    await changeNode(world, NODES, { document: '0x00ff' })
    await untilPublished(world, apiUrl)

    const musterClient = createMusterClient({
      sources: [apiUrl],
      chainId: deployment.chainId,
      registry: deployment.registry,
      epochSeconds: EPOCH_SECONDS,
      trust: rpcQuorum({ urls: [chain.url], k: 1 }),
      guardStorage: memoryStorage(),
    })
    const path = await musterClient.buildPath({ exclude: { nodeIds: [NODES] } })
    expect(path.hops.map(({ kemKey }) => kemKey)).toEqual([undefined, undefined, undefined])
    const { hops } = await musterClient.withKemKeys(path)
    expect(hops.map(({ kemKey }) => kemKey)).toEqual(hops.map(({ nodeId }) => vectorKemKey(`${nodeId}`)))
    expect(await musterClient.extension(NODES)).toBeNull()

    const { root, records } = await musterClient.getNodeList()
    const bytesOf = async (path: string) => Buffer.from(await (await fetch(`${apiUrl}${path}`)).arrayBuffer())
    const bytes = await bytesOf(`/v1/extensions/${root}/0`)
    expect((await fetch(`${apiUrl}/v1/extensions/${root}/1`)).status).toBe(404)
    if (pythonVersion === null) return
    const file = join(folder, 'block.json')
    const list = (await bytesOf(`/v1/lists/${root}`)).toString('base64')
    await writeFile(file, JSON.stringify({ root, block: 0, list, bytes: bytes.toString('base64') }))
    const lines = runVerifier('block', file).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      records.map(({ nodeId, leafIndex }) => ({
        leafIndex,
        entries: nodeId === NODES ? null : { 1: vectorKemKey(`${nodeId}`) },
      })),
    )
    await writeFile(file, JSON.stringify({ root, block: 0, list, bytes: bytes.subarray(0, -1).toString('base64') }))
    expect(() => runVerifier('block', file)).toThrow('a document is cut off')
  })
})

const rootInGraphql = async (apiUrl: string, epoch: bigint): Promise<string> => {
  const query = `{ serviceNodes(first: 1, at: { epoch: "${epoch}" }) { listRoot } }`
  const response = await fetch(`${apiUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as {
    data?: { serviceNodes: { listRoot: string } }
    errors?: unknown
  }
  expect(errors).toBeUndefined()
  return data?.serviceNodes.listRoot ?? ''
}
