import { bytesToHex, type Hex, readBigUint } from '../../../shared/bytes.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { NO_EXTENSION, type ServiceNodeRecord } from '../../../shared/list/record.ts'
import type { ListRow } from '../../../shared/list/wire.ts'
import type { Random } from '../../model/createRandom.ts'
import { readNetworkData } from '../../support/readData.ts'
import { vectorRecord } from '../../vectors/vectorRecords.ts'

const network = readNetworkData()

/** Source of the lists of a world. `small`: made up, with 5 to 64 records. `network`: the 1,553 nodes of a real network. */
export type RecordSource = 'small' | 'network'

const SMALL_MIN = 5
const SMALL_MAX = 64

/** Node ids of made-up records are drawn below this. */
const NODE_IDS = 1_000_000

/** Share of the real network's nodes that one epoch's list lacks: lists differ, and have holes. */
const ABSENT = 0.01

export type DrawnList = { readonly depth: number; readonly rows: readonly ListRow[] }

/** Hash of a label: what the file of the real network does not tell. */
const hashOf = (label: string): Hex => bytesToHex(keccak256(new TextEncoder().encode(label)))

/**
 * Addresses, ports and Ed25519 keys are real. The rest follows from them, with one operator for each address. Every
 * fourth node has an extension.
 */
const networkRecords = (): ServiceNodeRecord[] =>
  network.nodes.map((node, i) => {
    const [key, ip, rpcPort, quicPort] = node as unknown as [string, string, number, number]
    return {
      nodeId: i + 1,
      operator: `0x${hashOf(`operator ${ip}`).slice(26)}`,
      ed25519Key: `0x${key}`,
      ip,
      rpcPort,
      quicPort,
      activatedAt: 1_774_000_000 + 60 * i,
      seed: readBigUint(keccak256(new TextEncoder().encode(key)), 0, 8),
      blsKeyHash: hashOf(`bls ${key}`),
      extensionHash: i % 4 === 0 ? hashOf(`extension ${key}`) : NO_EXTENSION,
    }
  })

/** The least depth that holds `leafCount` leaves. */
const depthFor = (leafCount: number): number => {
  let depth = 1
  while (4 ** depth < leafCount) depth++
  return depth
}

const drawSmall = (random: Random): DrawnList => {
  const count = SMALL_MIN + random.below(SMALL_MAX - SMALL_MIN + 1)
  const leafCount = count + random.below(2 * count)
  const indexes = new Set<number>()
  while (indexes.size < count) indexes.add(random.below(leafCount))
  const rows = [...indexes]
    .sort((a, b) => a - b)
    .map((leafIndex) => ({ leafIndex, record: vectorRecord(1 + random.below(NODE_IDS)) }))
  return { depth: depthFor(leafCount) + random.below(2), rows }
}

const drawNetwork = (random: Random): DrawnList => {
  const rows = networkRecords()
    .map((record, leafIndex) => ({ leafIndex, record }))
    .filter(() => !random.chance(ABSENT))
  return { depth: depthFor(network.nodes.length), rows }
}

/** A list as an epoch may have it. */
export const drawList = (random: Random, records: RecordSource): DrawnList =>
  records === 'small' ? drawSmall(random) : drawNetwork(random)
