import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compressArtifact } from '../../../api/http/compressArtifact.ts'
import { readNetworkFile } from '../../../devnet/replay/readNetworkFile.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { formatIp } from '../../../shared/ip.ts'
import { applyDelta } from '../../../shared/list/applyDelta.ts'
import { decodeDelta, encodeDelta } from '../../../shared/list/delta.ts'
import { diffLists } from '../../../shared/list/diffLists.ts'
import { NO_EXTENSION } from '../../../shared/list/record.ts'
import { decodeList, encodeList, type ListRow } from '../../../shared/list/wire.ts'
import { vectorHash } from '../../../tools/vectors/vectorHash.ts'
import { vectorRecord } from '../../../tools/vectors/vectorRecords.ts'

const REGISTRY: Hex = '0x00000000000000000000000000000000000000aa'
const DEPTH = 6
const CHANGES = 50
const DELTA_BYTES_MAX = 8_000

/** The most bytes a node after brotli in the list of the real network: without extensions, and with one of each node. */
const BARE_NODE_BYTES_MAX = 95
const EXTENDED_NODE_BYTES_MAX = 128

/** The rows of the real network: addresses, ports and keys as they are, the rest made up. */
async function realRows(): Promise<ListRow[]> {
  const { plans } = await readNetworkFile('test/data/network-2026-04.json', 'delta')
  return plans.map(({ operator, ed25519Key, endpoint }, i) => ({
    leafIndex: i,
    record: {
      ...vectorRecord(i + 1),
      operator: operator.address.toLowerCase() as Hex,
      ed25519Key,
      ip: formatIp(hexToBytes(endpoint.ip)),
      rpcPort: endpoint.rpcPort,
      quicPort: endpoint.quicPort,
    },
  }))
}

/** Every thirtieth leaf changes, as `change` says by its turn. */
function changedRows(rows: readonly ListRow[], change: (row: ListRow, turn: number) => ListRow[]): ListRow[] {
  return rows.flatMap((row) => {
    const turn = row.leafIndex / 30
    return Number.isInteger(turn) && turn < CHANGES ? change(row, turn) : [row]
  })
}

const replaced = ({ leafIndex }: ListRow): ListRow[] => [{ leafIndex, record: vectorRecord(10_000 + leafIndex) }]

/** Of three, one leaf is given to a new node, one node moves to another port, one leaves. */
const mixed = (row: ListRow, turn: number): ListRow[] => {
  if (turn % 3 === 0) return replaced(row)
  const { leafIndex, record } = row
  return turn % 3 === 1 ? [{ leafIndex, record: { ...record, rpcPort: record.rpcPort + 1 } }] : []
}

describe('an artifact that is compressed when it is made', () => {
  it.each([
    ['mixed', mixed],
    ['all new nodes', replaced],
  ])('is at most 8 kB for a delta of 50 changes on the real network, %s', async (name, change) => {
    const rows = await realRows()
    const listOf = (all: readonly ListRow[]) =>
      decodeList(encodeList({ chainId: 1n, registry: REGISTRY, depth: DEPTH, rows: all }))
    const [from, to] = [listOf(rows), listOf(changedRows(rows, change))]
    const [fromRoot, toRoot] = [bytesToHex(from.root()), bytesToHex(to.root())]
    const changes = diffLists(from, to)
    expect(changes).toHaveLength(CHANGES)
    const delta = encodeDelta({ from: fromRoot, to: toRoot, depth: DEPTH, changes })
    expect(bytesToHex(applyDelta({ root: fromRoot, list: from }, decodeDelta(delta)).bytes)).toBe(bytesToHex(to.bytes))

    const { variants } = await compressArtifact(Buffer.from(delta), { contentType: 'application/vnd.muster.delta.v2' })
    const { br, gzip, identity } = variants
    expect(brotliDecompressSync(br.bytes).equals(delta)).toBe(true)
    expect(gunzipSync(gzip.bytes).equals(delta)).toBe(true)
    process.stdout.write(
      `delta of ${CHANGES} changes (${name}) on ${rows.length} nodes: brotli ${br.bytes.length}, gzip ${gzip.bytes.length}, plain ${identity.bytes.length} bytes; the whole list has ${to.bytes.length}\n`,
    )
    expect(br.bytes.length).toBeLessThanOrEqual(DELTA_BYTES_MAX)
  })

  it.each([
    ['no node has', () => NO_EXTENSION, BARE_NODE_BYTES_MAX],
    ['every node has', (i: number) => bytesToHex(vectorHash(`extension ${i}`)), EXTENDED_NODE_BYTES_MAX],
  ] as const)(
    'compressArtifact keeps a list of the real network within its bytes a node when %s an extension',
    async (name, hashOf, max) => {
      // Nodes are activated in the order of their ids: one in each hour, at any second of it.
      const rows = (await realRows()).map(({ leafIndex, record }) => {
        const activatedAt = 1_774_000_000 + 3_600 * leafIndex + (record.activatedAt % 3_600)
        return { leafIndex, record: { ...record, activatedAt, extensionHash: hashOf(leafIndex) } }
      })
      const list = encodeList({ chainId: 1n, registry: REGISTRY, depth: DEPTH, rows })
      const { variants } = await compressArtifact(Buffer.from(list), { contentType: 'application/vnd.muster.list.v2' })
      const perNode = variants.br.bytes.length / rows.length
      process.stdout.write(
        `list of ${rows.length} nodes, ${name} an extension: brotli ${perNode.toFixed(1)} bytes a node\n`,
      )
      expect(perNode).toBeLessThanOrEqual(max)
    },
  )
})
