/** World of most indexer tests: a database, a chain with an emitter on it, and indexers that are stopped in the end. */
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import type { Hex } from 'viem'
import { createIndexer, type Indexer, type IndexerOptions } from '../../../indexer/createIndexer.ts'
import { createDatabase, type Sql } from '../../../indexer/store/database.ts'
import type { TestChain } from '../../../tools/support/chain.ts'
import { deployEmitter, type Emitter } from './emitter.ts'
import { createRegistryModel, type Entry, type RegistryModel } from './registryModel.ts'

/** Hang guard of a wait for something that takes well under a second on a machine at rest. */
const WAIT_MS_MAX = 45_000
const WAIT_POLL_MS = 10

export const TEST_EPOCH_SECONDS = 60
/** Blocks after which tests take a block of Hardhat's chain as final. */
export const TEST_FINALITY_DEPTH = 12n

/** Waits until `condition` gives something other than false, null or undefined, and returns it. */
export async function until<T>(what: string, condition: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + WAIT_MS_MAX
  for (;;) {
    const value = await condition()
    if (value !== false && value !== null && value !== undefined) return value as NonNullable<T>
    if (Date.now() > deadline) throw new Error(`Waited ${WAIT_MS_MAX} ms in vain for: ${what}`)
    await sleep(WAIT_POLL_MS)
  }
}

export type World = {
  chain: TestChain
  emitter: Emitter
  model: RegistryModel
  /** Emits these logs in one transaction, with the model's root in slot 0. */
  emit(...entries: Entry[][]): Promise<void>
  /** Some of everything: registrations, activations, endpoints, owners, exits; one transaction a step. */
  live(steps: number): Promise<void>
  /** Notes where chain and model are; the function it returns takes both back there, once. */
  bookmark(): Promise<() => Promise<void>>
  headNumber(): Promise<bigint>
  blockHash(number: bigint): Promise<Hex>
}

export async function createWorld(chain: TestChain, seed: string): Promise<World> {
  const emitter = await deployEmitter(chain, TEST_EPOCH_SECONDS)
  const model = createRegistryModel({ seed, chainId: BigInt(chain.chainId), registry: emitter.registry })
  const emit = (...entries: Entry[][]) => emitter.emit(entries.flat(), model.root())
  let active: number[] = []
  let registered = 0
  async function live(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      const someone = active[step % Math.max(active.length, 1)]
      if (step % 4 < 2 || someone === undefined) {
        const nodeId = ++registered
        active.push(nodeId)
        await emit(model.register({ signed: nodeId % 2 === 1 }), model.activate(nodeId))
      } else if (step % 4 === 2) await emit(model.updateEndpoint(someone), model.proposeOwner(someone))
      else {
        active.splice(active.indexOf(someone), 1)
        await emit(model.requestExit(someone), model.exit(someone))
      }
    }
  }
  return {
    chain,
    emitter,
    model,
    emit,
    live,
    async bookmark() {
      const id = await chain.request<string>('evm_snapshot')
      const saved = { state: model.save(), active: [...active], registered }
      return async () => {
        await chain.request('evm_revert', [id])
        model.restore(saved.state)
        active = [...saved.active]
        registered = saved.registered
      }
    },
    headNumber: async () => BigInt(await chain.request<Hex>('eth_blockNumber')),
    blockHash: async (number) =>
      (await chain.request<{ hash: Hex }>('eth_getBlockByNumber', [`0x${number.toString(16)}`, false])).hash,
  }
}

export type IndexerBench = {
  /** Starts an indexer on a database; stopped by `stopAll`. */
  start(options: Partial<IndexerOptions> & { databaseUrl: string }): Promise<Indexer & { port: number | undefined }>
  /** A superuser connection, closed by `stopAll`. */
  connect(databaseUrl: string): Sql
  stopAll(): Promise<void>
}

export function createBench(world: () => World): IndexerBench {
  const cleanups: (() => Promise<unknown>)[] = []
  return {
    async start(options) {
      const { chain, emitter } = world()
      const indexer = createIndexer({
        rpcUrls: [chain.url],
        chainId: BigInt(chain.chainId),
        ...emitter.network,
        finalityDepth: TEST_FINALITY_DEPTH,
        pollIntervalMs: 20,
        logger: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
        // All at one address, so labels tell them apart.
        rpcGroups: (options.rpcUrls ?? [chain.url]).map((_, index) => `provider-${index + 1}`),
        ...options,
      })
      cleanups.push(() => indexer.stop())
      const { port } = await indexer.start()
      return { ...indexer, port }
    },
    connect(databaseUrl) {
      const sql = createDatabase({ databaseUrl, max: 2, applicationName: 'test' })
      cleanups.push(() => sql.end({ timeout: 1 }))
      return sql
    },
    async stopAll() {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
    },
  }
}

/** Waits until the indexer has the chain's newest block as head, and is live. */
export async function untilSynced(indexer: Indexer, world: World): Promise<void> {
  await until('the indexer to reach the head', async () => {
    const status = indexer.status()
    return status.state === 'live' && !status.reorgOpen && status.headNumber === (await world.headNumber())
  })
}
