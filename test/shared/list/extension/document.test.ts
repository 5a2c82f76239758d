import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, concat, hexToBytes } from '../../../../shared/bytes.ts'
import { BaseError, HexInvalidError, IpInvalidError } from '../../../../shared/errors/baseError.ts'
import { formatIp } from '../../../../shared/ip.ts'
import { VerifyParameterError } from '../../../../shared/list/errors.ts'
import {
  decodeExtension,
  EXTENSION_BYTES_MAX,
  type ExtensionDocument,
  encodeExtension,
} from '../../../../shared/list/extension/document.ts'
import {
  ExtensionEntrySizeError,
  ExtensionHeaderInvalidError,
  ExtensionLengthError,
  ExtensionOrderError,
  ExtensionTextInvalidError,
} from '../../../../shared/list/extension/errors.ts'
import { vectorDocument, vectorDocumentBytes } from '../../../../tools/vectors/vectorDocument.ts'
import vectors from '../../../vectors/extension-documents.json' with { type: 'json' }
import { bytesArb, SEED, seeded } from '../../arbitraries.ts'

const ERRORS = [
  ExtensionEntrySizeError,
  ExtensionHeaderInvalidError,
  ExtensionLengthError,
  ExtensionOrderError,
  ExtensionTextInvalidError,
]

const utf8Length = (text: string): number => new TextEncoder().encode(text).length
const textArb = (bytesMax: number) =>
  fc.string({ unit: 'grapheme', maxLength: bytesMax }).filter((text) => utf8Length(text) <= bytesMax)
const port = fc.integer({ min: 0, max: 65_535 })

/** A document whose optional fields are there or not. */
const documentArb: fc.Arbitrary<ExtensionDocument> = fc
  .record(
    {
      kemKey: bytesArb(1_184).map(bytesToHex),
      contact: textArb(256),
      software: textArb(64),
      endpoint: fc.record({ ip: bytesArb(16).map(formatIp), rpcPort: port, quicPort: port, priority: port }),
      country: textArb(32),
    },
    { requiredKeys: [] },
  )
  .chain((known) =>
    fc
      .uniqueArray(
        fc.record({ type: fc.oneof(fc.constant(0), fc.integer({ min: 6, max: 65_535 })), bytes: bytesArb(40) }),
        {
          selector: ({ type }) => type,
          maxLength: 5,
        },
      )
      .map((unknown) => ({ ...known, unknown: unknown.sort((a, b) => a.type - b.type) })),
  )

function errorOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('extension documents', () => {
  it(seeded('decodeExtension returns the document that encodeExtension was given'), () => {
    fc.assert(
      fc.property(documentArb, (document) => {
        expect(decodeExtension(encodeExtension(document))).toEqual(document)
      }),
      { seed: SEED, numRuns: 200 },
    )
  })

  it.each(vectors.refused)('decodeExtension throws $code when the bytes have $name', ({ bytes, code }) => {
    expect(errorOf(() => decodeExtension(hexToBytes(bytes)))).toMatchObject({ code })
  })

  it('decodeExtension throws a named error when the bytes are cut off anywhere but between entries', () => {
    const bytes = vectorDocumentBytes(3)
    const whole = decodeExtension(bytes)
    let read = 0
    for (let length = 0; length < bytes.length; length++) {
      const outcome = errorOf(() => decodeExtension(bytes.subarray(0, length)))
      if (outcome instanceof Error) expect(ERRORS.some((kind) => outcome instanceof kind)).toBe(true)
      else {
        expect(whole).toMatchObject({ ...(outcome as ExtensionDocument), unknown: whole.unknown })
        read++
      }
    }
    // After its header, and after each entry but the last.
    expect(read).toBe(6)
  })

  it('decodeExtension returns another document or throws a named error when any byte changes', () => {
    const bytes = vectorDocumentBytes(3)
    const outcomes = { refused: 0, read: 0 }
    for (let at = 0; at < bytes.length; at++)
      for (const bit of [1, 0x80]) {
        const mutant = bytes.with(at, (bytes[at] as number) ^ bit)
        const outcome = errorOf(() => decodeExtension(mutant))
        if (outcome instanceof Error) {
          expect(ERRORS.some((kind) => outcome instanceof kind)).toBe(true)
          outcomes.refused++
        } else {
          // No two byte strings mean the same.
          expect(encodeExtension(outcome as ExtensionDocument)).toEqual(mutant)
          outcomes.read++
        }
      }
    expect(outcomes.refused).toBeGreaterThan(100)
    expect(outcomes.read).toBeGreaterThan(2_000)
  })

  it(seeded('decodeExtension reads one meaning or throws a named error when the entries are random'), () => {
    const entryArb = fc
      .tuple(fc.integer({ min: 0, max: 8 }), fc.uint8Array({ maxLength: 40 }), fc.integer({ min: -1, max: 1 }))
      .map(([type, bytes, off]) => concat([Uint8Array.of(0, type, 0, Math.max(0, bytes.length + off)), bytes]))
    const outcomes = { refused: 0, read: 0 }
    fc.assert(
      fc.property(fc.array(entryArb, { maxLength: 4 }), (entries) => {
        const bytes = concat([Uint8Array.of(0x4d, 0x53, 0x54, 0x58, 1), ...entries])
        const outcome = errorOf(() => decodeExtension(bytes))
        if (outcome instanceof Error) {
          expect(outcome).toBeInstanceOf(BaseError)
          outcomes.refused++
        } else {
          expect(encodeExtension(outcome as ExtensionDocument)).toEqual(bytes)
          outcomes.read++
        }
      }),
      { seed: SEED, numRuns: 2_000 },
    )
    expect(outcomes.refused).toBeGreaterThan(200)
    expect(outcomes.read).toBeGreaterThan(200)
  })

  const { endpoint } = vectorDocument(2)
  const lone = '\ud800'
  const NOT_ENCODABLE: readonly (readonly [what: string, document: object, kind: new (...args: never[]) => Error])[] = [
    ['a key of the wrong length', { kemKey: '0x00' }, ExtensionEntrySizeError],
    ['a key that is not hex', { kemKey: '0xgg' }, HexInvalidError],
    ['a contact over 256 bytes', { contact: 'ü'.repeat(129) }, ExtensionEntrySizeError],
    ['a software over 64 bytes', { software: 's'.repeat(65) }, ExtensionEntrySizeError],
    ['a country over 32 bytes', { country: 'c'.repeat(33) }, ExtensionEntrySizeError],
    ['half of a surrogate pair', { contact: lone }, ExtensionTextInvalidError],
    ['an address that is not one', { endpoint: { ...endpoint, ip: '1.2.3' } }, IpInvalidError],
    ['a port over 65,535', { endpoint: { ...endpoint, rpcPort: 65_536 } }, VerifyParameterError],
    ['a priority below 0', { endpoint: { ...endpoint, priority: -1 } }, VerifyParameterError],
    ['a known type as unknown', { unknown: [{ type: 3, bytes: new Uint8Array(0) }] }, VerifyParameterError],
    ['a type of 17 bits', { unknown: [{ type: 65_536, bytes: new Uint8Array(0) }] }, VerifyParameterError],
    ['a type twice', { unknown: [7, 7].map((type) => ({ type, bytes: new Uint8Array(0) })) }, ExtensionOrderError],
    ['an entry over the limit', { unknown: [{ type: 7, bytes: new Uint8Array(70_000) }] }, ExtensionLengthError],
    [
      'entries over the limit together',
      { unknown: [7, 8].map((type) => ({ type, bytes: new Uint8Array(EXTENSION_BYTES_MAX / 2) })) },
      ExtensionLengthError,
    ],
  ]
  it.each(NOT_ENCODABLE)('encodeExtension throws when the document has %s', (_, document, kind) => {
    expect(() => encodeExtension({ unknown: [], ...document } as ExtensionDocument)).toThrow(kind)
  })

  it('decodeExtension reads the same when the bytes stand in the middle of a larger buffer', () => {
    const bytes = vectorDocumentBytes(3)
    const padded = concat([Uint8Array.of(9, 9, 9), bytes, Uint8Array.of(9)])
    expect(decodeExtension(padded.subarray(3, 3 + bytes.length))).toEqual(decodeExtension(bytes))
  })
})
