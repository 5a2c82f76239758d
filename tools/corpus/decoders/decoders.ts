import { rpcQuorum } from '../../../client/index.ts'
import { createAcceptedEpochs } from '../../../client/list/createAcceptedEpochs.ts'
import { bytesToHex, concat, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { encodeHeader } from '../../../shared/ethereum/encodeHeader.ts'
import { decodeHeader } from '../../../shared/ethereum/header.ts'
import { decodeRlpItem, decodeRlpList, encodeRlp, type RlpInput } from '../../../shared/ethereum/rlp.ts'
import { verifyAccount, verifyStorageSlot } from '../../../shared/ethereum/stateProof.ts'
import { formatIp, parseIp } from '../../../shared/ip.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { decodeDelta, encodeDelta } from '../../../shared/list/delta.ts'
import { decodeEpochProof, encodeEpochProof } from '../../../shared/list/epochProof.ts'
import { decodeExtensionBlock, encodeExtensionBlock } from '../../../shared/list/extension/block.ts'
import { decodeExtension, encodeExtension } from '../../../shared/list/extension/document.ts'
import { decodeLeaf, encodeLeaf } from '../../../shared/list/leaf.ts'
import { decodeRecord, encodeRecord, leafOf } from '../../../shared/list/record.ts'
import { decodeList, encodeList } from '../../../shared/list/wire.ts'
import type { Random } from '../../model/createRandom.ts'
import { vectorBlock } from '../../vectors/vectorBlock.ts'
import { vectorDocumentBytes } from '../../vectors/vectorDocument.ts'
import { proofOf } from '../artifacts/proofJson.ts'
import type { Epoch, World } from '../world/createWorld.ts'

/** A function that reads untrusted input. */
export type Decoder = {
  readonly name: string
  /** Initial bytes: valid ones, or parts of valid ones that lead far into the decoder. */
  readonly valid: (world: World, random: Random) => Uint8Array
  /**
   * Reads bytes.
   *
   * @returns the bytes encoded again from the result if they must be the same; `null` if there is no such rule
   */
  readonly read: (bytes: Uint8Array, world: World) => Uint8Array | null | Promise<null>
}

const RLP_ITEMS_MAX = 64
const RLP_DEPTH_MAX = 16

const CHAIN_ID = 31_337n
const REGISTRY: Hex = `0x${'11'.repeat(20)}`
const WORD: Hex = `0x${'22'.repeat(32)}`

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
/** Any bytes as text. Invalid UTF-8 becomes other characters. */
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Parses the bytes as JSON. Returns the text itself if it is not JSON. */
const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(text(bytes))
  } catch {
    return text(bytes)
  }
}

const epochOf = (world: World, random: Random): Epoch => random.pick(world.epochs)

const nodesOf = (world: World, random: Random, key: 'accountProof' | 'storageProof'): readonly Hex[] =>
  proofOf(epochOf(world, random).answers)[key] as Hex[]

function decodeDeep(bytes: Uint8Array, depth: number): RlpInput {
  const item = decodeRlpItem(bytes)
  if (item.kind === 'string' || depth === 0) return item.kind === 'string' ? item.payload : []
  return decodeRlpList(bytes, RLP_ITEMS_MAX).map(({ raw }) => decodeDeep(raw, depth - 1))
}

const list: Decoder = {
  name: 'list',
  valid: (world, random) => epochOf(world, random).answers.list,
  read: (bytes) => {
    const decoded = decodeList(bytes)
    decoded.root()
    const rows = Array.from(decoded.leafIndexes, (leafIndex, i) => ({ leafIndex, record: decoded.record(i) }))
    return encodeList({ chainId: decoded.chainId, registry: decoded.registry, depth: decoded.depth, rows })
  },
}

const delta: Decoder = {
  name: 'delta',
  valid: (world, random) => random.pick(world.epochs.slice(1)).answers.delta,
  read: (bytes) => encodeDelta(decodeDelta(bytes)),
}

const leaf: Decoder = {
  name: 'single record',
  valid: (world, random) => epochOf(world, random).answers.leaf,
  read: (bytes) => encodeLeaf(decodeLeaf(bytes)),
}

/** Blocks are checked against a list, so they have one that always has documents. */
const { bytes: blockBytes, ...listBlock } = vectorBlock()

const extensionDocument: Decoder = {
  name: 'extension document',
  valid: (_, random) => vectorDocumentBytes(random.below(256)),
  read: (bytes) => encodeExtension(decodeExtension(bytes)),
}

const extensionBlock: Decoder = {
  name: 'extension block',
  valid: () => blockBytes,
  read: (bytes) => {
    const documents = new Map(
      [...decodeExtensionBlock(bytes, listBlock).values()].map((document) => [
        bytesToHex(keccak256(document)),
        document,
      ]),
    )
    return encodeExtensionBlock(listBlock, (hash) => documents.get(hash) ?? null)
  },
}

const record: Decoder = {
  name: 'record',
  valid: (world, random) => decodeList(epochOf(world, random).answers.list).recordBytes(0),
  read: (bytes) => {
    leafOf(bytes)
    return encodeRecord(decodeRecord(bytes))
  },
}

const rlp: Decoder = {
  name: 'RLP',
  valid: (world, random) => hexToBytes(random.pick(nodesOf(world, random, 'accountProof'))),
  read: (bytes) => {
    const input = decodeDeep(bytes, RLP_DEPTH_MAX)
    return encodeRlp(input)
  },
}

const header: Decoder = {
  name: 'block header',
  valid: (world, random) => hexToBytes(proofOf(epochOf(world, random).answers)['anchorHeader'] as Hex),
  read: (bytes) => {
    decodeHeader(bytes)
    return null
  },
}

const proofText: Decoder = {
  name: 'epoch proof',
  valid: (world, random) => epochOf(world, random).answers.proof,
  read: (bytes) => {
    const proof = decodeEpochProof(text(bytes))
    return encodeEpochProof(proof).length === bytes.length ? utf8(encodeEpochProof(proof)) : null
  },
}

/**
 * Tries a value in each place of a proof, as a caller with its own JSON parser has it. Accepted: some place takes it.
 */
const proofValue: Decoder = {
  name: 'epoch proof as a value',
  valid: (world, random) => utf8(JSON.stringify(random.pick(Object.values(proofOf(epochOf(world, random).answers))))),
  read: (bytes, { epochs }) => {
    const value = parsed(bytes)
    const proof = proofOf((epochs[0] as Epoch).answers)
    const refusals = Object.keys(proof).map((key) => refusalOf(() => decodeEpochProof({ ...proof, [key]: value })))
    if (refusals.every((refusal) => refusal !== null)) throw refusals[0]
    return null
  },
}

const refusalOf = (read: () => unknown): BaseError | null => {
  try {
    read()
    return null
  } catch (error) {
    if (error instanceof BaseError) return error
    throw error
  }
}

/** A node that is a whole trie: a leaf with a value, whose root is the hash of its bytes. */
const leafNode = (key: Uint8Array, value: Uint8Array): Uint8Array =>
  encodeRlp([concat([Uint8Array.of(0x20), keccak256(key)]), value])

const accountProof: Decoder = {
  name: 'account proof',
  valid: (world, random) => {
    const account = encodeRlp([Uint8Array.of(1), new Uint8Array(0), hexToBytes(WORD), hexToBytes(WORD)])
    const leaf = leafNode(hexToBytes(REGISTRY), account)
    return random.chance(0.5) ? leaf : hexToBytes(random.pick(nodesOf(world, random, 'accountProof')))
  },
  read: (bytes) => {
    verifyAccount(bytesToHex(keccak256(bytes)), REGISTRY, [bytes])
    return null
  },
}

const storageProof: Decoder = {
  name: 'storage proof',
  valid: (world, random) => {
    const leaf = leafNode(hexToBytes(WORD), encodeRlp(hexToBytes(WORD)))
    return random.chance(0.5) ? leaf : hexToBytes(random.pick(nodesOf(world, random, 'storageProof')))
  },
  read: (bytes) => {
    verifyStorageSlot(bytesToHex(keccak256(bytes)), WORD, [bytes])
    return null
  },
}

/** The fields of a block in the order of its header. */
const BLOCK_FIELDS = [
  ['parentHash', 'sha3Uncles', 'miner', 'stateRoot', 'transactionsRoot', 'receiptsRoot', 'logsBloom', 'difficulty'],
  ['number', 'gasLimit', 'gasUsed', 'timestamp', 'extraData', 'mixHash', 'nonce', 'baseFeePerGas', 'withdrawalsRoot'],
  ['blobGasUsed', 'excessBlobGas', 'parentBeaconBlockRoot', 'requestsHash'],
].flat()

const rpcBlock: Decoder = {
  name: 'block of a provider',
  valid: (world, random) => {
    const rlp = hexToBytes(proofOf(epochOf(world, random).answers)['anchorHeader'] as Hex)
    const fields = decodeRlpList(rlp, RLP_ITEMS_MAX).map(({ payload }, i) => [BLOCK_FIELDS[i], bytesToHex(payload)])
    return utf8(JSON.stringify({ hash: bytesToHex(keccak256(rlp)), ...Object.fromEntries(fields) }))
  },
  read: (bytes) => {
    const block = parsed(bytes)
    encodeHeader((typeof block === 'object' && block !== null ? block : {}) as Record<string, unknown>)
    return null
  },
}

/** The second and third answer are valid, so that only the first can cause a refusal. */
const rpcAnswer: Decoder = {
  name: 'answer of a provider',
  valid: () => utf8(JSON.stringify({ jsonrpc: '2.0', id: 1, result: `0x${CHAIN_ID.toString(16)}` })),
  read: async (bytes) => {
    const block = { number: '0x1', hash: WORD, timestamp: '0x1' }
    let id = 0
    const fetch = async () => {
      const right = { jsonrpc: '2.0', id: ++id, result: block }
      return new Response(id === 1 ? bytes.slice().buffer : JSON.stringify(right))
    }
    await rpcQuorum({ urls: ['http://a.test'], k: 1, fetch }).blockHash(1n, { chainId: CHAIN_ID })
    return null
  },
}

const stored: Decoder = {
  name: 'document in storage',
  valid: () =>
    utf8(
      JSON.stringify({
        version: 1,
        chainId: CHAIN_ID.toString(),
        registry: REGISTRY,
        epoch: '7',
        root: WORD,
        anchorHash: WORD,
        childHash: WORD,
      }),
    ),
  read: async (bytes) => {
    const storage = { get: () => text(bytes), set: () => undefined }
    await createAcceptedEpochs({ chainId: CHAIN_ID, registry: REGISTRY, storage }).last()
    return null
  },
}

const hex: Decoder = {
  name: 'hex',
  valid: (world, random) => utf8(random.pick(nodesOf(world, random, 'storageProof'))),
  read: (bytes) => {
    const value = hexToBytes(text(bytes))
    return /[A-F]/.test(text(bytes)) ? null : utf8(bytesToHex(value))
  },
}

const ip: Decoder = {
  name: 'IP address',
  valid: (world, random) => {
    const { count, record: read } = decodeList(epochOf(world, random).answers.list)
    return utf8(read(random.below(count)).ip)
  },
  read: (bytes) => {
    const address = parseIp(text(bytes))
    const again = parseIp(formatIp(address))
    if (Buffer.compare(address, again) !== 0) throw new Error(`${text(bytes)} is read as another address again`)
    return null
  },
}

/** All decoders of untrusted input. Add a line for a new one. */
export const decoders: readonly Decoder[] = [
  list,
  delta,
  leaf,
  extensionDocument,
  extensionBlock,
  record,
  rlp,
  header,
  proofText,
  proofValue,
  accountProof,
  storageProof,
  rpcBlock,
  rpcAnswer,
  stored,
  hex,
  ip,
]
