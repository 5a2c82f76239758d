import { createHash } from 'node:crypto'
import type { Hex } from '../../shared/bytes.ts'
import { bytesToHex } from '../../shared/bytes.ts'
import { formatIp } from '../../shared/ip.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { encodeEpochProof } from '../../shared/list/epochProof.ts'
import { encodeExtension } from '../../shared/list/extension/document.ts'
import { encodeRecord, leafOf, type ServiceNodeRecord } from '../../shared/list/record.ts'
import { createListTree } from '../../shared/list/tree.ts'
import { encodeList } from '../../shared/list/wire.ts'
import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'

/** Block numbers, times and rows of a made-up chain, the same for the same number of nodes. */
export const CHAIN_ID = 31_337n
export const REGISTRY: Hex = '0x5fbdb2315678afecb367f032d93f642f64180aa3'
export const DEPLOY_BLOCK = 1_000n
export const EPOCH_SECONDS = 3_600
const BLOCK_SECONDS = 12n
/** So that a hundred nodes arrive over an epoch, and several epochs have lists of their own. */
const BLOCKS_BETWEEN_ARRIVALS = 20n
const GENESIS_TIME = 1_790_000_000n
/** A multiple of the epoch length and a block time apart from the next: boundaries fall between blocks. */
const DEPLOY_TIME = GENESIS_TIME - (GENESIS_TIME % BigInt(EPOCH_SECONDS)) + 6n
export const LIVE = 9223372036854775807n

/** A version of a node as the table has it. */
export type Version = {
  node_id: bigint
  from_block: bigint
  to_block: bigint
  status: ServiceNodeStatus
  operator: Buffer
  pending_operator: Buffer | null
  owner: Buffer
  pending_owner: Buffer | null
  principal: bigint
  fee_bps: number
  ed25519_key: Buffer
  bls_key: Buffer
  bls_key_hash: Buffer
  extension_hash: Buffer
  identity_proof_valid: boolean
  ip: Buffer
  rpc_port: number
  quic_port: number
  registered_at: bigint
  activatable_at: bigint
  first_activated_at: bigint | null
  activated_at: bigint | null
  seed: bigint | null
  exit_due_at: bigint | null
  exit_tip: bigint | null
  leaf_index: bigint | null
}

export type BlockRow = {
  number: bigint
  hash: Buffer
  parent_hash: Buffer
  timestamp: bigint
  canonical: boolean
  logs_proven: boolean
}
export type RootRow = {
  version: bigint
  root: Buffer
  leaf_count: bigint
  depth: number
  block_number: bigint
  block_hash: Buffer
  block_timestamp: bigint
}
export type ReplacedKeyRow = {
  kind: 'BLS' | 'ED25519'
  key: Buffer
  node_id: bigint
  compromised: boolean
  block_number: bigint
}
export type LogRow = {
  block_hash: Buffer
  log_index: number
  block_number: bigint
  transaction_hash: Buffer
  transaction_index: number
  contract: 'REGISTRY'
  address: Buffer
  topics: Buffer
  data: Buffer
  canonical: boolean
  name: string
  node_id: bigint
  args: { extensionHash: Hex; document: Hex }
}
export type EpochRow = {
  epoch: bigint
  status: 'published' | 'missed'
  anchor: bigint
  root: Buffer | null
  count: number | null
  proof: string | null
  reason: string | null
}
export type World = {
  versions: Version[]
  blocks: Map<bigint, BlockRow>
  roots: RootRow[]
  /** Those of the extension documents. */
  logs: LogRow[]
  replacedKeys: ReplacedKeyRow[]
  epochs: EpochRow[]
  /** Canonical list bytes by root. */
  lists: Map<string, { depth: number; count: number; bytes: Buffer }>
  head: BlockRow
  depth: number
  leafCount: bigint
}

/** Deterministic bytes for a name. */
export function bytesOf(name: string, length: number): Buffer {
  const parts: Buffer[] = []
  for (let i = 0; parts.length * 32 < length; i++) parts.push(createHash('sha256').update(`${name}/${i}`).digest())
  return Buffer.concat(parts).subarray(0, length)
}

export function timeOf(block: bigint): bigint {
  return DEPLOY_TIME + (block - DEPLOY_BLOCK) * BLOCK_SECONDS
}

export function blockOf(number: bigint): BlockRow {
  return {
    number,
    hash: bytesOf(`block ${number}`, 32),
    parent_hash: bytesOf(`block ${number - 1n}`, 32),
    timestamp: timeOf(number),
    canonical: true,
    logs_proven: true,
  }
}

/** The version of each node that is true after `block`. */
export function versionsAt(world: World, block: bigint): Version[] {
  return world.versions.filter(({ from_block, to_block }) => from_block <= block && block < to_block)
}

type Change = {
  block: bigint
  id: number
  kind: 'register' | 'activate' | 'rotate' | 'requestExit' | 'exit' | 'suspend' | 'remove'
}

/**
 * `count` nodes: eight register in each block, most activate an hour later, some take new keys, are suspended, exit or are
 * removed.
 * Principals, fees and times have many ties; ids and keys have none. Every tenth node has IPv6.
 */
export function buildWorld({ count }: { count: number }): World {
  const world: World = {
    versions: [],
    blocks: new Map(),
    roots: [],
    logs: [],
    replacedKeys: [],
    epochs: [],
    lists: new Map(),
    head: blockOf(0n),
    depth: 1,
    leafCount: 0n,
  }
  const changes = changesOf(count)
  const last = changes.at(-1)?.block ?? DEPLOY_BLOCK
  // Into the epoch after the next, so that the last changes are in a published list.
  world.head = blockOf(last + (2n * BigInt(EPOCH_SECONDS)) / BLOCK_SECONDS)
  const keep = (number: bigint) => void world.blocks.set(number, blockOf(number))
  keep(DEPLOY_BLOCK)
  for (let number = world.head.number - 20n; number <= world.head.number; number++) keep(number)
  for (const { block } of changes) keep(block)

  const live = new Map<number, Version>()
  const tree = createListTree()
  let boundary = timeOf(DEPLOY_BLOCK) / BigInt(EPOCH_SECONDS) + 1n
  const closeEpochs = (before: bigint) => {
    while (boundary * BigInt(EPOCH_SECONDS) <= before) publishEpoch(world, live, tree.depth(), boundary++)
  }
  for (const change of changes) {
    closeEpochs(timeOf(change.block))
    applyChange(world, live, tree, change)
  }
  closeEpochs(world.head.timestamp)
  for (const { anchor } of world.epochs) {
    keep(anchor)
    keep(anchor + 1n)
  }
  world.depth = tree.depth()
  world.leafCount = BigInt(tree.leafCount())
  return world
}

function changesOf(count: number): Change[] {
  const changes: Change[] = []
  for (let id = 1; id <= count; id++) {
    const start = DEPLOY_BLOCK + 1n + BLOCKS_BETWEEN_ARRIVALS * BigInt(Math.floor((id - 1) / 8))
    changes.push({ block: start, id, kind: 'register' })
    if (id % 10 === 0) continue
    changes.push({ block: start + 300n, id, kind: 'activate' })
    if (id % 10 === 4) changes.push({ block: start + 400n, id, kind: 'rotate' })
    if (id % 10 === 3) changes.push({ block: start + 500n, id, kind: 'suspend' })
    if (id % 10 === 7) {
      changes.push({ block: start + 350n, id, kind: 'requestExit' }, { block: start + 650n, id, kind: 'exit' })
    }
    if (id % 25 === 1) changes.push({ block: start + 700n, id, kind: 'remove' })
  }
  return changes.sort((a, b) => Number(a.block - b.block) || a.id - b.id)
}

function applyChange(
  world: World,
  live: Map<number, Version>,
  tree: ReturnType<typeof createListTree>,
  { block, id, kind }: Change,
): void {
  const before = live.get(id)
  const now = timeOf(block)
  const base = before ?? newNode(id, block)
  if (kind === 'register' && hasExtension(id)) world.logs.push(extensionLog(id, block))
  const next: Version = { ...base, from_block: block, to_block: LIVE }
  if (kind === 'activate') {
    const leaf_index = BigInt(tree.leafCount())
    Object.assign(next, { status: 'ACTIVE', first_activated_at: now, activated_at: now, seed: seedOf(id), leaf_index })
  }
  if (kind === 'rotate') rotate(world, next, block)
  if (kind === 'requestExit') next.exit_due_at = now + 3_600n
  if (kind === 'suspend') Object.assign(next, { status: 'SUSPENDED', leaf_index: null })
  if (kind === 'exit')
    Object.assign(next, { status: 'EXITED', leaf_index: null, principal: 0n, exit_tip: BigInt(id % 20) })
  if (kind === 'remove') Object.assign(next, { status: 'REMOVED', leaf_index: null, principal: 1n })
  if (before !== undefined) {
    if (before.from_block === block) throw new Error(`node ${id} changes twice in block ${block}`)
    before.to_block = block
  }
  live.set(id, next)
  world.versions.push(next)

  const leafBefore = before?.leaf_index ?? null
  if (next.leaf_index !== null && (leafBefore === null || kind === 'rotate')) {
    tree.set(Number(next.leaf_index), leafOf(encodeRecord(recordOf(next))))
  } else if (next.leaf_index === null && leafBefore !== null) tree.set(Number(leafBefore), null)
  else return
  world.roots.push({
    version: BigInt(world.roots.length + 1),
    root: Buffer.from(tree.root()),
    leaf_count: BigInt(tree.leafCount()),
    depth: tree.depth(),
    block_number: block,
    block_hash: blockOf(block).hash,
    block_timestamp: now,
  })
}

/** Gives a node two new keys. To clients it is a new node. */
function rotate(world: World, next: Version, block: bigint): void {
  const key = { node_id: next.node_id, compromised: next.node_id % 20n === 4n, block_number: block }
  world.replacedKeys.push(
    { ...key, kind: 'BLS', key: next.bls_key_hash },
    { ...key, kind: 'ED25519', key: next.ed25519_key },
  )
  Object.assign(next, {
    ed25519_key: bytesOf(`ed25519 ${next.node_id} anew`, 32),
    bls_key: bytesOf(`bls ${next.node_id} anew`, 128),
    bls_key_hash: bytesOf(`bls hash ${next.node_id} anew`, 32),
    extension_hash: Buffer.alloc(32),
    activated_at: timeOf(block),
  })
}

/** Every fourth node has an extension document, until it rotates its keys. */
const hasExtension = (id: number): boolean => id % 4 === 0

/** The extension document of a node. */
export const extensionOf = (id: number): Uint8Array =>
  encodeExtension({ kemKey: bytesToHex(bytesOf(`kem ${id}`, 1_184)), software: `node ${id}`, unknown: [] })

/** The log in which a node set its extension document, in the block that registered it. */
function extensionLog(id: number, block: bigint): LogRow {
  const document = extensionOf(id)
  return {
    block_hash: blockOf(block).hash,
    log_index: id,
    block_number: block,
    transaction_hash: bytesOf(`transaction ${id}`, 32),
    transaction_index: id,
    contract: 'REGISTRY',
    address: Buffer.from(REGISTRY.slice(2), 'hex'),
    topics: bytesOf('ExtensionSet', 32),
    data: Buffer.alloc(0),
    canonical: true,
    name: 'ExtensionSet',
    node_id: BigInt(id),
    args: { extensionHash: bytesToHex(keccak256(document)), document: bytesToHex(document) },
  }
}

/** Seeds beyond 2^53, the first at the very end of u64. */
function seedOf(id: number): bigint {
  return id === 1 ? 18_446_744_073_709_551_615n : bytesOf(`seed ${id}`, 8).readBigUInt64BE()
}

function newNode(id: number, block: bigint): Version {
  const blsKey = bytesOf(`bls ${id}`, 128)
  const ip = Buffer.alloc(16)
  if (id % 10 === 9) ip.set([0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, id >> 8, id & 0xff])
  else ip.set([0xff, 0xff, 198, 18 + ((id >> 16) & 1), (id >> 8) & 0xff, id & 0xff], 10)
  return {
    node_id: BigInt(id),
    from_block: block,
    to_block: LIVE,
    status: 'PENDING',
    operator: bytesOf(`operator ${id % 40}`, 20),
    pending_operator: id % 30 === 6 ? bytesOf(`operator ${id}`, 20) : null,
    owner: bytesOf(`owner ${id % 60}`, 20),
    pending_owner: id % 30 === 5 ? bytesOf(`owner ${id}`, 20) : null,
    // Three amounts only, all beyond 2^53.
    principal: 25_000n * 10n ** 18n + BigInt(id % 3) * 10n ** 18n,
    fee_bps: (id % 4) * 500,
    ed25519_key: bytesOf(`ed25519 ${id}`, 32),
    bls_key: blsKey,
    bls_key_hash: bytesOf(`bls hash ${id}`, 32),
    extension_hash: hasExtension(id) ? Buffer.from(keccak256(extensionOf(id))) : Buffer.alloc(32),
    identity_proof_valid: id % 11 !== 0,
    ip,
    rpc_port: 22_021,
    quic_port: id % 6 === 0 ? 0 : 22_020,
    registered_at: timeOf(block),
    activatable_at: timeOf(block) + 3_600n,
    first_activated_at: null,
    activated_at: null,
    seed: null,
    exit_due_at: null,
    exit_tip: null,
    leaf_index: null,
  }
}

function recordOf(version: Version): ServiceNodeRecord {
  return {
    nodeId: Number(version.node_id),
    operator: bytesToHex(version.operator),
    ed25519Key: bytesToHex(version.ed25519_key),
    ip: formatIp(version.ip),
    rpcPort: version.rpc_port,
    quicPort: version.quic_port,
    activatedAt: Number(version.activated_at),
    seed: version.seed ?? 0n,
    blsKeyHash: bytesToHex(version.bls_key_hash),
    extensionHash: bytesToHex(version.extension_hash),
  }
}

/** The first epoch with a list is missed; the others get a proof of the right shape (the API does not verify it). */
function publishEpoch(world: World, live: Map<number, Version>, depth: number, epoch: bigint): void {
  const rows = [...live.values()]
    .filter(({ leaf_index }) => leaf_index !== null)
    .sort((a, b) => Number((a.leaf_index ?? 0n) - (b.leaf_index ?? 0n)))
  const root = world.roots.at(-1)?.root
  if (rows.length === 0 || root === undefined) return
  const anchor = DEPLOY_BLOCK + (epoch * BigInt(EPOCH_SECONDS) - 1n - DEPLOY_TIME) / BLOCK_SECONDS
  if (world.epochs.length === 0) {
    const reason = 'No endpoint held the state of the anchor any more.'
    world.epochs.push({ epoch, status: 'missed', anchor, root: null, count: null, proof: null, reason })
    return
  }
  const bytes = encodeList({
    chainId: CHAIN_ID,
    registry: REGISTRY,
    depth,
    rows: rows.map((version) => ({ leafIndex: Number(version.leaf_index), record: recordOf(version) })),
  })
  const hex = (name: string, length: number) => bytesToHex(bytesOf(`${name} ${epoch}`, length))
  const proof = encodeEpochProof({
    chainId: CHAIN_ID,
    registry: REGISTRY,
    epoch,
    anchorHeader: hex('anchor', 600),
    childHeader: hex('child', 600),
    accountProof: [0, 1, 2, 3, 4].map((i) => hex(`account ${i}`, 532)),
    storageProof: [0, 1].map((i) => hex(`storage ${i}`, 150)),
    root: bytesToHex(root),
  })
  world.lists.set(bytesToHex(root), { depth, count: rows.length, bytes: Buffer.from(bytes) })
  world.epochs.push({ epoch, status: 'published', anchor, root, count: rows.length, proof, reason: null })
}
