import { bytesToHex, concat, equalBytes, type Hex, hexToBytes, readUint, writeUint } from '../../bytes.ts'
import { keccak256 } from '../../keccak.ts'
import { VerifyParameterError } from '../errors.ts'
import { NO_EXTENSION } from '../record.ts'
import type { DecodedList } from '../wire.ts'
import { EXTENSION_BYTES_MAX } from './document.ts'
import {
  ExtensionBlockHeaderInvalidError,
  ExtensionBlockLeavesError,
  ExtensionBlockLengthError,
  ExtensionBlockMismatchError,
  ExtensionDocumentMissingError,
  ExtensionHashMismatchError,
} from './errors.ts'

/** "MSTB" */
const MAGIC = 0x4d535442
const FORMAT_VERSION = 1

/** Magic 4, version 1, root 32, block 4, count 1. */
const HEADER_BYTES = 42

/** Leaf index 4, length 2. */
const ROW_HEAD_BYTES = 6

/** Leaves of a block. A request for a whole block does not tell the server which of its nodes a path has. */
export const EXTENSION_BLOCK_LEAVES = 64

/** The longest block: each leaf with the longest document. */
export const EXTENSION_BLOCK_BYTES_MAX = HEADER_BYTES + EXTENSION_BLOCK_LEAVES * (ROW_HEAD_BYTES + EXTENSION_BYTES_MAX)

/** A list with its root, which the caller has checked, and one of its blocks: leaves 64 × block to 64 × block + 63. */
export type ListBlock = { readonly list: DecodedList; readonly root: Hex; readonly block: number }

/** A leaf with the hash of its document. */
export type NamedDocument = { readonly leafIndex: number; readonly extensionHash: Hex }

/**
 * Returns the leaves of a block whose records name a document, ascending.
 *
 * @throws VerifyParameterError if the tree has no such block
 */
export function namedDocuments({ list, block }: ListBlock): NamedDocument[] {
  const blocks = Math.ceil(4 ** list.depth / EXTENSION_BLOCK_LEAVES)
  if (!Number.isInteger(block) || block < 0 || block >= blocks)
    throw new VerifyParameterError({ name: 'block', value: `${block}`, reason: `the tree has ${blocks} blocks` })
  const first = block * EXTENSION_BLOCK_LEAVES
  const named: NamedDocument[] = []
  list.leafIndexes.forEach((leafIndex, row) => {
    if (leafIndex < first || leafIndex >= first + EXTENSION_BLOCK_LEAVES) return
    const { extensionHash } = list.record(row)
    if (extensionHash !== NO_EXTENSION) named.push({ leafIndex, extensionHash })
  })
  return named
}

function checkHash(document: Uint8Array, { leafIndex, extensionHash }: NamedDocument): void {
  const hash = keccak256(document)
  if (!equalBytes(hash, hexToBytes(extensionHash)))
    throw new ExtensionHashMismatchError({ leafIndex, hash: bytesToHex(hash), expected: extensionHash })
}

/**
 * Encodes the documents of a block as `application/vnd.muster.extensions.v1`:
 * `"MSTB" | u8 1 | 32 root | u32 block | u8 count`, then for each document `u32 leafIndex | u16 length | document`.
 *
 * @param documentOf returns the document with a hash, or `null` if it is not at hand
 * @throws VerifyParameterError if the tree has no such block
 * @throws ExtensionDocumentMissingError if one document is not at hand: a block has all or is not served
 * @throws ExtensionHashMismatchError if a document has another hash
 */
export function encodeExtensionBlock(of: ListBlock, documentOf: (extensionHash: Hex) => Uint8Array | null): Uint8Array {
  const named = namedDocuments(of)
  const header = new Uint8Array(HEADER_BYTES)
  writeUint(header, 0, 4, MAGIC)
  header[4] = FORMAT_VERSION
  header.set(hexToBytes(of.root), 5)
  writeUint(header, 37, 4, of.block)
  header[41] = named.length
  const rows = named.map((name) => {
    const document = documentOf(name.extensionHash)
    if (document === null) throw new ExtensionDocumentMissingError(name)
    checkHash(document, name)
    const head = new Uint8Array(ROW_HEAD_BYTES)
    writeUint(head, 0, 4, name.leafIndex)
    writeUint(head, 4, 2, document.length)
    return concat([head, document])
  })
  return concat([header, ...rows])
}

function checkBlockHeader(bytes: Uint8Array, { root, block }: ListBlock): void {
  const invalid = (reason: string) => new ExtensionBlockHeaderInvalidError({ reason })
  if (bytes.length < HEADER_BYTES) throw invalid(`it has ${bytes.length} bytes, fewer than its ${HEADER_BYTES}`)
  if (readUint(bytes, 0, 4) !== MAGIC) throw invalid('it does not begin with "MSTB"')
  if (bytes[4] !== FORMAT_VERSION) throw invalid(`its version is ${bytes[4]}`)
  const got = { root: bytesToHex(bytes.subarray(5, 37)), block: readUint(bytes, 37, 4) }
  if (got.root !== root || got.block !== block)
    throw new ExtensionBlockMismatchError({ ...got, expectedRoot: root, expectedBlock: block })
}

/**
 * Reads `application/vnd.muster.extensions.v1` and checks it against the list: it has all documents that the list names
 * in the block, each with its hash, and nothing else. The documents themselves may be malformed, see `decodeExtension`.
 *
 * @returns the document of each leaf that has one, as views into `bytes`: do not change them
 * @throws VerifyParameterError if the tree has no such block
 * @throws ExtensionBlockHeaderInvalidError, ExtensionBlockMismatchError, ExtensionBlockLeavesError,
 * ExtensionBlockLengthError, ExtensionHashMismatchError
 */
export function decodeExtensionBlock(bytes: Uint8Array, of: ListBlock): Map<number, Uint8Array> {
  const named = namedDocuments(of)
  checkBlockHeader(bytes, of)
  const { length } = bytes
  const count = bytes[41] as number
  if (count !== named.length)
    throw new ExtensionBlockLeavesError({ reason: `it has ${count}, and the list names ${named.length}` })
  const documents = new Map<number, Uint8Array>()
  let offset = HEADER_BYTES
  for (const name of named) {
    const start = offset + ROW_HEAD_BYTES
    const { leafIndex } = name
    if (start > length)
      throw new ExtensionBlockLengthError({ length, reason: `the row of leaf ${leafIndex} is cut off` })
    const got = readUint(bytes, offset, 4)
    if (got !== leafIndex)
      throw new ExtensionBlockLeavesError({ reason: `it has leaf ${got} in the place of leaf ${leafIndex}` })
    const end = start + readUint(bytes, offset + 4, 2)
    if (end > length)
      throw new ExtensionBlockLengthError({ length, reason: `the document of leaf ${leafIndex} is cut off` })
    const document = bytes.subarray(start, end)
    checkHash(document, name)
    documents.set(leafIndex, document)
    offset = end
  }
  if (offset !== length) throw new ExtensionBlockLengthError({ length, reason: `its documents end at ${offset}` })
  return documents
}
