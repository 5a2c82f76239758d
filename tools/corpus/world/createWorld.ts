import { rpcQuorum, type Trust } from '../../../client/index.ts'
import { bytesToHex, type Hex } from '../../../shared/bytes.ts'
import { encodeDelta } from '../../../shared/list/delta.ts'
import { diffLists } from '../../../shared/list/diffLists.ts'
import { encodeEpochProof } from '../../../shared/list/epochProof.ts'
import { encodeLeaf, type LeafProof } from '../../../shared/list/leaf.ts'
import { createLeafProofs } from '../../../shared/list/leafProofs.ts'
import { decodeList, encodeList } from '../../../shared/list/wire.ts'
import { createRandom, type Random } from '../../model/createRandom.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../support/chain.ts'
import { createEpochChain, type EpochChain } from '../../support/epochChain.ts'
import type { Answers } from './answers.ts'
import { drawList, type RecordSource } from './drawList.ts'
import { type RecordedBlock, recordedRpc } from './recordedRpc.ts'

const EPOCH_SECONDS = 60

/** Unix seconds; ten seconds into an epoch. */
const GENESIS_TIMESTAMP = 1_774_665_010

/** Chain id of the other chain in proofs and lists. A header does not hold it. */
const OTHER_CHAIN_ID = 31_338n

/** Epochs of a world. Tampered ones have two before them and two after. */
const EPOCHS: Readonly<Record<RecordSource, number>> = { small: 12, network: 6 }
const EPOCHS_AROUND = 2

/** Maximum of slots beside the root. With none the storage trie is one leaf. */
const OTHER_SLOTS_MAX = 12

/** True answers of a server for one epoch. */
export type Epoch = {
  readonly epoch: bigint
  readonly childNumber: number
  /** Delta from the epoch before; empty in the first. */
  readonly answers: Required<Answers>
  /** Leaf index of the single record. */
  readonly leafIndex: number
}

/** A registry's epochs on a real chain, and the material of a liar. Epochs are consecutive. */
export type World = {
  readonly seed: string
  readonly chainId: bigint
  readonly registry: Hex
  readonly epochSeconds: number
  readonly epochs: readonly Epoch[]
  /** The same epochs of another registry on the same chain. */
  readonly otherRegistry: readonly Epoch[]
  /** The same epochs on another chain, where a registry has the same address. */
  readonly otherChain: readonly Epoch[]
  /** Indexes of the tampered epochs in `epochs`. */
  readonly tampered: readonly number[]
  /** All blocks of the chain, by number. */
  readonly blocks: readonly RecordedBlock[]
  /** Number of the newest block when `epochs[at]` is due: during epoch E + 1 that is list E. */
  latestAt(at: number): number
  /** Answers of the chain's providers at that time. Two of three must agree. */
  trustAt(at: number): Trust
}

type Chain = { readonly chain: TestChain; readonly chainId: bigint }

/** Epochs of one or more registries of a chain, each with its own list in each epoch. */
async function recordEpochs(args: {
  home: Chain
  registries: number
  count: number
  draw: () => Random
  from: RecordSource
}) {
  const { chain, chainId } = args.home
  const registries: EpochChain[] = []
  for (let i = 0; i < args.registries; i++)
    registries.push(await createEpochChain({ chain, epochSeconds: EPOCH_SECONDS }))
  const slots = args.draw().below(OTHER_SLOTS_MAX + 1)
  for (const { setSlot } of registries)
    for (let slot = 1; slot <= slots; slot++) await setSlot(word(BigInt(slot)), word(BigInt(slot) << 200n))
  const [first] = registries as [EpochChain, ...EpochChain[]]
  const epochs: Epoch[][] = registries.map(() => [])
  for (let i = 0; i < args.count; i++) {
    const lists = registries.map(({ registry }, r) => {
      const { depth: drawn, rows } = drawList(args.draw(), args.from)
      // A tree never shrinks.
      const depth = Math.max(drawn, epochs[r]?.at(-1)?.answers.list[33] ?? 0)
      return encodeList({ chainId, registry, depth, rows })
    })
    for (const [r, registry] of registries.entries())
      await registry.setRoot(bytesToHex(decodeList(lists[r] as Uint8Array).root()))
    // Each child at the boundary or some seconds after it, and all of them in consecutive epochs.
    const at = await first.crossBoundary(args.draw().below(EPOCH_SECONDS / 2))
    for (const [r, registry] of registries.entries()) {
      const proof = new TextEncoder().encode(encodeEpochProof({ ...(await registry.capture(at)), chainId }))
      const list = lists[r] as Uint8Array
      const delta = deltaBetween(epochs[r]?.at(-1)?.answers.list, list)
      const { leafIndex, leaf } = drawLeaf(args.draw(), list)
      const answers = { proof, list, delta, leaf }
      epochs[r]?.push({ epoch: at.epoch, childNumber: Number(at.anchorNumber) + 1, answers, leafIndex })
    }
  }
  return { registry: first.registry, epochs }
}

function deltaBetween(before: Uint8Array | undefined, after: Uint8Array): Uint8Array {
  if (before === undefined) return new Uint8Array(0)
  const [from, to] = [decodeList(before), decodeList(after)]
  const [fromRoot, toRoot] = [bytesToHex(from.root()), bytesToHex(to.root())]
  return encodeDelta({ from: fromRoot, to: toRoot, depth: to.depth, changes: diffLists(from, to) })
}

function drawLeaf(random: Random, bytes: Uint8Array): { leafIndex: number; leaf: Uint8Array } {
  const list = decodeList(bytes)
  const leafIndex = random.pick([...list.leafIndexes])
  return { leafIndex, leaf: encodeLeaf(createLeafProofs(list).proofOf(leafIndex) as LeafProof) }
}

const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

async function recordBlocks({ request }: TestChain): Promise<RecordedBlock[]> {
  const latest = Number(await request<Hex>('eth_blockNumber'))
  const numbers = Array.from({ length: latest + 1 }, (_, number) => number)
  return Promise.all(
    numbers.map(async (at) => {
      const block = await request<RecordedBlock>('eth_getBlockByNumber', [`0x${at.toString(16)}`, false])
      return { number: block.number, hash: block.hash, timestamp: block.timestamp }
    }),
  )
}

/**
 * Makes two real chains while it records them. The same seed makes the same world, as long as the versions of the two
 * clients stay.
 */
export async function createWorld(args: { seed: string; records: RecordSource }): Promise<World> {
  const { seed, records } = args
  let draws = 0
  const draw = (): Random => createRandom(`${seed}|world|${draws++}`)
  const count = EPOCHS[records]
  const running: TestChain[] = []
  try {
    const chain = await startHardhatChain({ initialTimestamp: GENESIS_TIMESTAMP })
    running.push(chain)
    const other = await startAnvil({ initialTimestamp: GENESIS_TIMESTAMP })
    running.push(other)
    const chainId = BigInt(chain.chainId)
    const home = await recordEpochs({ home: { chain, chainId }, registries: 2, count, draw, from: records })
    const away = { chain: other, chainId: OTHER_CHAIN_ID }
    const abroad = await recordEpochs({ home: away, registries: 1, count, draw, from: records })
    const blocks = await recordBlocks(chain)
    const [epochs = [], otherRegistry = []] = home.epochs
    const latestAt = (at: number): number => epochs[at + 1]?.childNumber ?? blocks.length - 1
    return {
      seed,
      chainId,
      registry: home.registry,
      epochSeconds: EPOCH_SECONDS,
      epochs,
      otherRegistry,
      otherChain: abroad.epochs[0] ?? [],
      tampered: epochs.map((_, at) => at).slice(EPOCHS_AROUND, -EPOCHS_AROUND),
      blocks,
      latestAt,
      trustAt: (at) => {
        const urls = ['http://a.test', 'http://b.test', 'http://c.test']
        return rpcQuorum({ urls, k: 2, fetch: recordedRpc({ chainId, blocks, latest: latestAt(at) }) })
      },
    }
  } finally {
    for (const chain of running) await chain.stop()
  }
}
