import { bytesToHex, concat, writeUint } from '../../shared/bytes.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { decodeExtension, type ExtensionDocument, encodeExtension } from '../../shared/list/extension/document.ts'
import { codeOf } from './codeOf.ts'
import { vectorDocument, vectorKemKey } from './vectorDocument.ts'
import { vectorHash } from './vectorHash.ts'

const DOCUMENTS: readonly (readonly [name: string, document: ExtensionDocument])[] = [
  ['no entry', { unknown: [] }],
  ['an encapsulation key', { kemKey: vectorKemKey('alone'), unknown: [] }],
  ['texts of no bytes', { contact: '', software: '', country: '', unknown: [] }],
  [
    'texts of the most bytes',
    { contact: 'c'.repeat(256), software: 'ü'.repeat(32), country: '🇨🇭'.repeat(4), unknown: [] },
  ],
  ['a text with a byte order mark', { software: '\ufeffmuster', unknown: [] }],
  ['an endpoint', { endpoint: { ip: '198.18.7.1', rpcPort: 443, quicPort: 0, priority: 65_535 }, unknown: [] }],
  ['all known entries and one unknown', vectorDocument(3)],
  [
    'unknown entries before, between and behind, one of no bytes',
    {
      software: 'muster-node/1.0.0',
      unknown: [
        { type: 0, bytes: vectorHash('type 0') },
        { type: 6, bytes: new Uint8Array(0) },
        { type: 65_535, bytes: vectorHash('type 65535') },
      ],
    },
  ],
  ['the most bytes there can be', { unknown: [{ type: 700, bytes: new Uint8Array(2_039).fill(7) }] }],
]

function documentCase([name, document]: (typeof DOCUMENTS)[number]): object {
  const bytes = encodeExtension(document)
  const { unknown, ...known } = document
  return {
    name,
    bytes: bytesToHex(bytes),
    hash: bytesToHex(keccak256(bytes)),
    document: { ...known, unknown: unknown.map((entry) => ({ type: entry.type, bytes: bytesToHex(entry.bytes) })) },
  }
}

const HEADER = Uint8Array.of(0x4d, 0x53, 0x54, 0x58, 1)

function entry(type: number, size: number, bytes: Uint8Array = new Uint8Array(size)): Uint8Array {
  const head = new Uint8Array(4)
  writeUint(head, 0, 2, type)
  writeUint(head, 2, 2, size)
  return concat([head, bytes])
}

const made = (...entries: readonly Uint8Array[]): Uint8Array => concat([HEADER, ...entries])

/** Byte strings that are not UTF-8: cut off, too long, a surrogate, beyond the last character, alone. */
const NOT_UTF8 = [[0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80]] as const

function refusedCases(): object[] {
  const header = 'EXTENSION_HEADER_INVALID'
  const length = 'EXTENSION_LENGTH'
  const order = 'EXTENSION_ORDER'
  const size = 'EXTENSION_ENTRY_SIZE'
  const text = 'EXTENSION_TEXT_INVALID'
  const right = made(entry(2, 3), entry(9, 2))
  const cases: readonly (readonly [name: string, bytes: Uint8Array, code: string])[] = [
    ['nothing', new Uint8Array(0), header],
    ['a header cut off', HEADER.slice(0, -1), header],
    ['the magic of a block', right.with(3, 0x42), header],
    ['version 0', right.with(4, 0), header],
    ['version 2', right.with(4, 2), header],
    ['one byte over the limit', made(entry(700, 2_040)), length],
    ['the last byte missing', right.slice(0, -1), length],
    ['one byte more', concat([right, Uint8Array.of(0)]), length],
    ['an entry without bytes behind its head', made(entry(9, 2, new Uint8Array(0))), length],
    ['an entry head cut off', right.slice(0, -3), length],
    ['a type twice', made(entry(3, 1), entry(3, 1)), order],
    ['an unknown type twice', made(entry(9, 1), entry(9, 1)), order],
    ['types out of order', made(entry(3, 1), entry(2, 1)), order],
    ['type 0 behind another', made(entry(6, 0), entry(0, 0)), order],
    ['an encapsulation key of no bytes', made(entry(1, 0)), size],
    ['an encapsulation key one byte short', made(entry(1, 1_183)), size],
    ['an encapsulation key one byte long', made(entry(1, 1_185)), size],
    ['a contact one byte long', made(entry(2, 257)), size],
    ['a software one byte long', made(entry(3, 65)), size],
    ['an endpoint one byte short', made(entry(4, 21)), size],
    ['an endpoint one byte long', made(entry(4, 23)), size],
    ['a country one byte long', made(entry(5, 33)), size],
    ...[2, 3, 5].flatMap((type) =>
      NOT_UTF8.map(
        (bytes) =>
          [
            `text of type ${type} of the bytes ${bytesToHex(Uint8Array.from(bytes))}`,
            made(entry(type, bytes.length, Uint8Array.from(bytes))),
            text,
          ] as const,
      ),
    ),
  ]
  return cases.map(([name, bytes, code]) => {
    const got = codeOf(() => decodeExtension(bytes))
    if (got !== code) throw new Error(`the document "${name}" gives ${got}, not ${code}`)
    return { name, bytes: bytesToHex(bytes), code }
  })
}

/** Extension documents with their bytes and hashes, and byte strings that are malformed. */
export function makeDocumentVectors(): object {
  return {
    about:
      'extension documents: what they say, their bytes as application/vnd.muster.extension.v1, and the keccak256 of the bytes; then byte strings that are malformed (refused), with the error code',
    documents: DOCUMENTS.map(documentCase),
    refused: refusedCases(),
  }
}
