import { describe, expect, it } from 'vitest'
import { bytesToHex, concat, type Hex, hexToBytes } from '../../../../shared/bytes.ts'
import { keccak256 } from '../../../../shared/keccak.ts'
import { VerifyParameterError } from '../../../../shared/list/errors.ts'
import {
  decodeExtensionBlock,
  EXTENSION_BLOCK_BYTES_MAX,
  EXTENSION_BLOCK_LEAVES,
  encodeExtensionBlock,
} from '../../../../shared/list/extension/block.ts'
import { encodeExtension } from '../../../../shared/list/extension/document.ts'
import {
  ExtensionBlockHeaderInvalidError,
  ExtensionBlockLeavesError,
  ExtensionBlockLengthError,
  ExtensionBlockMismatchError,
  ExtensionDocumentMissingError,
  ExtensionHashMismatchError,
} from '../../../../shared/list/extension/errors.ts'
import { decodeList, encodeList } from '../../../../shared/list/wire.ts'
import { vectorBlock } from '../../../../tools/vectors/vectorBlock.ts'
import { vectorRecord } from '../../../../tools/vectors/vectorRecords.ts'
import vectors from '../../../vectors/extension-blocks.json' with { type: 'json' }

const ERRORS = [
  ExtensionBlockHeaderInvalidError,
  ExtensionBlockLeavesError,
  ExtensionBlockLengthError,
  ExtensionBlockMismatchError,
  ExtensionHashMismatchError,
]

const { bytes, ...full } = vectorBlock()

const listBlockOf = (vector: { list: string; root: string; block: number }) => ({
  list: decodeList(hexToBytes(vector.list)),
  root: vector.root as Hex,
  block: vector.block,
})

/** Two documents, one with an encapsulation key. Every refusal hashes them, so the block is a short one. */
const short = vectors.blocks[3] as (typeof vectors.blocks)[number]
const shortBytes = hexToBytes(short.bytes)
const shortBlock = listBlockOf(short)

function expectRefused(mutant: Uint8Array): void {
  let outcome: unknown = 'accepted'
  try {
    decodeExtensionBlock(mutant, shortBlock)
  } catch (error) {
    outcome = error
  }
  expect(
    ERRORS.some((kind) => outcome instanceof kind),
    `${outcome}`,
  ).toBe(true)
}

describe('extension blocks', () => {
  it.each(vectors.blocks)(
    'decodeExtensionBlock returns the documents that the list names when the block has $name',
    (vector) => {
      const documents = decodeExtensionBlock(hexToBytes(vector.bytes), listBlockOf(vector))
      expect([...documents].map(([leafIndex, document]) => ({ leafIndex, document: bytesToHex(document) }))).toEqual(
        vector.documents,
      )
    },
  )

  it.each(vectors.refused)('decodeExtensionBlock throws $code when the block has $name', (vector) => {
    const read = () => decodeExtensionBlock(hexToBytes(vector.bytes), listBlockOf(vector))
    expect(read).toThrow(expect.objectContaining({ code: vector.code }))
  })

  it('decodeExtensionBlock throws a named error when any byte of the block changes', () => {
    expect(decodeExtensionBlock(shortBytes, shortBlock).size).toBe(2)
    for (let at = 0; at < shortBytes.length; at++)
      for (const bit of [1, 0x80]) expectRefused(shortBytes.with(at, (shortBytes[at] as number) ^ bit))
  })

  it('decodeExtensionBlock throws a named error when the block is cut off, or when a byte follows it', () => {
    for (let length = 0; length < shortBytes.length; length++) expectRefused(shortBytes.subarray(0, length))
    expectRefused(concat([shortBytes, Uint8Array.of(0)]))
  })

  it('encodeExtensionBlock throws when a document is missing or has another hash', () => {
    expect(() => encodeExtensionBlock(full, () => null)).toThrow(ExtensionDocumentMissingError)
    expect(() => encodeExtensionBlock(full, () => Uint8Array.of(1))).toThrow(ExtensionHashMismatchError)
  })

  it('decodeExtensionBlock and encodeExtensionBlock refuse the argument when the tree has no such block', () => {
    for (const block of [-1, 0.5, 1]) {
      expect(() => decodeExtensionBlock(bytes, { ...full, block })).toThrow(VerifyParameterError)
      expect(() => encodeExtensionBlock({ ...full, block }, () => null)).toThrow(VerifyParameterError)
    }
  })

  it('encodeExtensionBlock returns the most bytes when each leaf has the longest document', () => {
    const documents = Array.from({ length: EXTENSION_BLOCK_LEAVES }, (_, i) =>
      encodeExtension({ unknown: [{ type: 700, bytes: new Uint8Array(2_039).fill(i) }] }),
    )
    const rows = documents.map((document, leafIndex) => ({
      leafIndex,
      record: { ...vectorRecord(leafIndex + 1), extensionHash: bytesToHex(keccak256(document)) },
    }))
    const list = decodeList(encodeList({ chainId: 1n, registry: `0x${'aa'.repeat(20)}`, depth: 3, rows }))
    const byHash = new Map(documents.map((document) => [bytesToHex(keccak256(document)), document]))
    const longest = encodeExtensionBlock(
      { list, root: bytesToHex(list.root()), block: 0 },
      (hash) => byHash.get(hash) ?? null,
    )
    expect(longest).toHaveLength(EXTENSION_BLOCK_BYTES_MAX)
  })
})
