import { createMPTFromProof, verifyMerkleProof } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { describe, expect, it } from 'vitest'
import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { decodeHeader } from '../../../shared/ethereum/header.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import {
  decodeEpochProof,
  EPOCH_PROOF_TEXT_MAX,
  encodeEpochProof,
  LIST_ROOT_SLOT,
  verifyEpochProof,
} from '../../../shared/list/epochProof.ts'
import { EpochProofMalformedError, VerifyParameterError } from '../../../shared/list/errors.ts'
import vectors from '../../vectors/epoch.json' with { type: 'json' }

const expectationOf = ({
  chainId,
  registry,
  epochSeconds,
}: {
  chainId: string
  registry: string
  epochSeconds: number
}) => ({
  chainId: BigInt(chainId),
  registry: registry as Hex,
  epochSeconds,
})
const first = vectors.epochs[1] as (typeof vectors.epochs)[number]
const text = JSON.stringify(first.proof)

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof BaseError) return error.code
    throw error
  }
  return 'accepted'
}

describe('an epoch proof', () => {
  it.each(vectors.epochs)('gives the values of the vector: $name', (vector) => {
    const proof = decodeEpochProof(vector.proof)
    expect(encodeEpochProof(proof)).toBe(JSON.stringify(vector.proof))
    const { epoch, root, anchor, child } = verifyEpochProof(proof, expectationOf(vector))
    expect({
      epoch: epoch.toString(),
      root,
      anchorHash: anchor.hash,
      anchorNumber: anchor.number.toString(),
      anchorTimestamp: anchor.timestamp.toString(),
      childHash: child.hash,
      childNumber: child.number.toString(),
      childTimestamp: child.timestamp.toString(),
    }).toEqual(vector.expected)
  })

  it.each(vectors.epochs)('holds for @ethereumjs/mpt as well: $name', async ({ proof, registry, expected }) => {
    const accountNodes = proof.accountProof.map(hexToBytes)
    const storageNodes = proof.storageProof.map(hexToBytes)
    const { stateRoot } = decodeHeader(hexToBytes(proof.anchorHeader))
    const options = { useKeyHashing: true, useKeyHashingFunction: keccak256 }
    const account = await verifyMerkleProof(hexToBytes(registry), accountNodes, {
      ...options,
      root: hexToBytes(stateRoot),
    })
    const [, , storageHash] = RLP.decode(account as Uint8Array) as Uint8Array[]
    const slot = await verifyMerkleProof(hexToBytes(LIST_ROOT_SLOT), storageNodes, {
      ...options,
      root: storageHash as Uint8Array,
    })
    expect(
      bytesToHex(RLP.decode(slot as Uint8Array) as Uint8Array)
        .slice(2)
        .padStart(64, '0'),
    ).toBe(expected.root.slice(2))
    expect((await createMPTFromProof(storageNodes, options)).root()).toEqual(storageHash)
  })

  it.each(vectors.refused)('throws $code: $name', (vector) => {
    const base = vectors.epochs[vector.of] as (typeof vectors.epochs)[number]
    const proof: Record<string, unknown> = { ...base.proof, ...vector.change }
    for (const key of vector.drop ?? []) delete proof[key]
    const expectation = expectationOf({ ...base, ...vector.expect })
    expect(codeOf(() => verifyEpochProof(decodeEpochProof(proof), expectation))).toBe(vector.code)
    expect(codeOf(() => verifyEpochProof(decodeEpochProof(JSON.stringify(proof)), expectation))).toBe(vector.code)
  })

  /** Headers of our own making: anyone can make up two blocks. */
  function withHeaders(changes: { anchorTimestamp?: bigint; childNumber?: bigint; childTimestamp?: bigint }): string {
    const bytesOf = (number: bigint) =>
      hexToBytes(`0x${number.toString(16).padStart(16, '0')}`.replace(/^0x(00)+/, '0x'))
    const remade = (header: string, fields: Record<number, Uint8Array | undefined>) => {
      const items = RLP.decode(hexToBytes(header)) as Uint8Array[]
      return RLP.encode(items.map((item, i) => fields[i] ?? item))
    }
    const { anchorTimestamp, childNumber, childTimestamp } = changes
    const anchor = remade(first.proof.anchorHeader, {
      11: anchorTimestamp === undefined ? undefined : bytesOf(anchorTimestamp),
    })
    const child = remade(first.proof.childHeader, {
      0: keccak256(anchor),
      8: childNumber === undefined ? undefined : bytesOf(childNumber),
      11: childTimestamp === undefined ? undefined : bytesOf(childTimestamp),
    })
    const proof = { ...first.proof, anchorHeader: bytesToHex(anchor), childHeader: bytesToHex(child) }
    return codeOf(() => verifyEpochProof(decodeEpochProof(proof), expectationOf(first)))
  }

  it('needs an anchor before the boundary, and its own child at or after it', () => {
    const boundary = BigInt(first.expected.epoch) * BigInt(first.epochSeconds)
    const number = BigInt(first.expected.childNumber)
    expect(withHeaders({})).toBe('accepted')
    expect(withHeaders({ childTimestamp: boundary })).toBe('accepted')
    expect(withHeaders({ childTimestamp: boundary - 1n })).toBe('EPOCH_BOUNDARY')
    expect(withHeaders({ anchorTimestamp: boundary - 1n })).toBe('accepted')
    expect(withHeaders({ anchorTimestamp: boundary })).toBe('EPOCH_BOUNDARY')
    for (const childNumber of [number + 1n, number - 1n]) expect(withHeaders({ childNumber })).toBe('HEADERS_UNLINKED')
  })

  it('may be written with other white space and another order of keys', () => {
    expect(decodeEpochProof(JSON.stringify(first.proof, null, 2))).toEqual(decodeEpochProof(text))
    const reversed = Object.fromEntries(Object.entries(first.proof).reverse())
    expect(encodeEpochProof(decodeEpochProof(JSON.stringify(reversed)))).toBe(text)
  })

  const WRONG_TEXTS: readonly (readonly [why: string, text: string])[] = [
    ['no text at all', ''],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['a string', '"0x"'],
    ['two documents', `${text}{}`],
    ['a key twice with the same value', text.replace('"epoch":', `"epoch":"${first.proof.epoch}","epoch":`)],
    ['a key twice with another value first', text.replace('"epoch":', '"epoch":"1","epoch":')],
    ['a key written with an escape', text.replace('"epoch"', '"\\u0065poch"')],
    ['a value written with an escape', text.replace('"root":"0x', '"root":"\\u0030x')],
    ['the key __proto__', text.replace('{', '{"__proto__":{},')],
    ['white space inside a value', text.replace('"root":"0x', '"root":" 0x')],
    ['a minus', text.replace(`"epoch":"`, '"epoch":"-')],
    ['an exponent', text.replace(`"epoch":"${first.proof.epoch}"`, '"epoch":"1e3"')],
    ['null for a value', text.replace(`"${first.proof.root}"`, 'null')],
    ['an array for a value', text.replace(`"${first.proof.root}"`, `["${first.proof.root}"]`)],
    ['a byte order mark', `\ufeff${text}`],
    ['more text than any proof has', text + ' '.repeat(EPOCH_PROOF_TEXT_MAX)],
  ]
  it.each(WRONG_TEXTS)('throws EPOCH_PROOF_MALFORMED for %s', (_why, wrong) => {
    expect(wrong).not.toBe(text)
    expect(() => decodeEpochProof(wrong)).toThrow(EpochProofMalformedError)
  })

  const WRONG_VALUES = [
    undefined,
    null,
    5,
    true,
    [],
    new Map(),
    { ...first.proof, epoch: 5n },
    Object.create(first.proof),
  ]
  it.each(WRONG_VALUES)('throws EPOCH_PROOF_MALFORMED for the value %o', (value) => {
    expect(() => decodeEpochProof(value)).toThrow(EpochProofMalformedError)
  })

  it('refuses a malformed registry and an invalid epoch length', () => {
    const proof = decodeEpochProof(first.proof)
    const expectation = expectationOf(first)
    for (const wrong of [
      { epochSeconds: 0 },
      { epochSeconds: 1.5 },
      { registry: '0x' as Hex },
      { registry: '0xAA' as Hex },
    ])
      expect(() => verifyEpochProof(proof, { ...expectation, ...wrong })).toThrow(VerifyParameterError)
  })
})
