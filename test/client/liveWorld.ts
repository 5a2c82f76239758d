/** A live chain whose contract keeps list roots, and a mirror that serves its epochs, for tests of the client. */
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { MusterClient, MusterClientArgs, SourceFailure } from '../../client/index.ts'
import {
  createMusterClient,
  NodeListRefusedError,
  RecordRefusedError,
  RegistrationUnprovenError,
  rpcQuorum,
} from '../../client/index.ts'
import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { encodeEpochProof, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { decodeList, encodeList, type ListRow } from '../../shared/list/wire.ts'
import { startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import { createEpochChain, type EpochChain } from '../../tools/support/epochChain.ts'
import { freePort } from '../../tools/support/freePort.ts'
import { vectorRecord } from '../../tools/vectors/vectorRecords.ts'
import { type Artifacts, startMirror, type TestServer } from './servers.ts'

export const EPOCH_SECONDS = 60
const GENESIS_TIMESTAMP = 1_774_665_010

/** One published epoch: the artifacts of a mirror, and the values that a client must read from them. */
export type Published = { epoch: bigint; proof: string; root: Hex; list: Uint8Array; childHash: Hex; anchorHash: Hex }

export type LiveWorld = {
  chain: TestChain
  epochs: EpochChain
  artifacts: Required<Artifacts>
  mirror: TestServer
  /** Publishes a list at the next boundary. It becomes due with `makeDue`. */
  publishEarly(rows: readonly ListRow[], depth?: number): Promise<Published>
  /** Goes on to the next boundary, so that the last published list is due. The list of the ended epoch is the same. */
  makeDue(): Promise<void>
  /** Publishes a list of this many nodes at leaves 0, 1, 2…, and makes it due. */
  publish(count: number): Promise<Published>
  client(args?: Partial<MusterClientArgs>): MusterClient
  stop(): Promise<void>
}

export const rowsUpTo = (count: number): ListRow[] =>
  Array.from({ length: count }, (_, i) => ({ leafIndex: i, record: vectorRecord(i + 1) }))

export async function startLiveWorld(
  startChain: (options: { initialTimestamp: number }) => Promise<TestChain>,
): Promise<LiveWorld> {
  const chain = await startChain({ initialTimestamp: GENESIS_TIMESTAMP })
  const epochs = await createEpochChain({ chain, epochSeconds: EPOCH_SECONDS })
  const artifacts: LiveWorld['artifacts'] = {
    latest: null,
    lists: new Map(),
    epochs: new Map(),
    deltas: new Map(),
    leaves: new Map(),
    extensions: new Map(),
  }
  const mirror = await startMirror(artifacts)

  async function publishEarly(rows: readonly ListRow[], depth = 2): Promise<Published> {
    const list = encodeList({ chainId: epochs.chainId, registry: epochs.registry, depth, rows })
    const root = bytesToHex(decodeList(list).root())
    await epochs.setRoot(root)
    const proof = await epochs.capture(await epochs.crossBoundary())
    // anvil holds a block as final two blocks later.
    await chain.mine(3)
    const { epoch, child, anchor } = verifyEpochProof(proof, epochs)
    artifacts.lists.set(root, list)
    artifacts.latest = encodeEpochProof(proof)
    artifacts.epochs.set(`${epoch}`, artifacts.latest)
    return { epoch, proof: artifacts.latest, root, list, childHash: child.hash, anchorHash: anchor.hash }
  }
  async function makeDue(): Promise<void> {
    const proof = await epochs.capture(await epochs.crossBoundary())
    await chain.mine(3)
    artifacts.epochs.set(`${proof.epoch}`, encodeEpochProof(proof))
  }
  return {
    chain,
    epochs,
    artifacts,
    mirror,
    publishEarly,
    makeDue,
    async publish(count) {
      const published = await publishEarly(rowsUpTo(count))
      await makeDue()
      return published
    },
    client: (args = {}) =>
      createMusterClient({
        sources: [mirror.url],
        chainId: epochs.chainId,
        registry: epochs.registry,
        epochSeconds: EPOCH_SECONDS,
        trust: rpcQuorum({ urls: [chain.url], k: 1 }),
        ...args,
      }),
    async stop() {
      await mirror.stop()
      await chain.stop()
    },
  }
}

export async function failuresOf(answer: Promise<unknown>): Promise<readonly SourceFailure[]> {
  const error = await answer.then(
    () => new Error('accepted'),
    (caught: unknown) => caught,
  )
  const refusals = [NodeListRefusedError, RecordRefusedError, RegistrationUnprovenError]
  if (refusals.some((kind) => error instanceof kind)) return (error as NodeListRefusedError).failures
  throw error
}

export const codesOf = async (answer: Promise<unknown>): Promise<string[]> =>
  (await failuresOf(answer)).map(({ error }) => error.code)

/** Returns a URL without a server. */
export const silent = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`

/** Collects what a client reports of its sources. */
export function reporter() {
  const failures: SourceFailure[] = []
  return { onSourceError: (failure: SourceFailure) => void failures.push(failure), failures }
}

export const reported = (failures: readonly SourceFailure[]) =>
  failures.map(({ source, error }) => [source, error.code])

/** Starts a live world with one list published and due, and resets it before each test of the file. */
export function useLiveList(): () => { world: LiveWorld; first: Published } {
  let world: LiveWorld
  let first: Published
  let clean: string
  let published: [string, string][]
  beforeAll(async () => {
    world = await startLiveWorld(startHardhatChain)
    first = await world.publish(7)
    clean = await world.chain.request('evm_snapshot')
    published = [...world.artifacts.epochs]
  })
  beforeEach(async () => {
    await world.chain.request('evm_revert', [clean])
    clean = await world.chain.request('evm_snapshot')
    const { artifacts } = world
    artifacts.latest = first.proof
    for (const served of [artifacts.deltas, artifacts.leaves, artifacts.extensions, artifacts.epochs]) served.clear()
    for (const [epoch, proof] of published) artifacts.epochs.set(epoch, proof)
  })
  afterAll(() => world?.stop())
  return () => ({ world, first })
}
