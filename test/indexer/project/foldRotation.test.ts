import { keccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { seededBytes, seededEd25519Key } from '../../../devnet/demo/seededKeys.ts'
import { EventOutOfPlaceError } from '../../../indexer/project/errors.ts'
import { type KeysRotated, replacedKeysOf } from '../../../indexer/project/foldRotation.ts'
import { type FoldContext, foldServiceNode } from '../../../indexer/project/foldServiceNode.ts'
import { NO_EXTENSION } from '../../../shared/list/record.ts'
import type { ServiceNode } from '../../../shared/serviceNode/columns.ts'
import { rotationDigest } from '../../../shared/signing/rotationDigest.ts'

const hash = (label: string) => seededBytes('rotation', label)
const address = (label: string) => hash(label).slice(0, 42) as `0x${string}`
const registry = address('registry')
const context: FoldContext = {
  chainId: 31_337n,
  registry,
  block: { number: 9n, hash: hash('block'), parentHash: hash('parent'), timestamp: 1_700_000_000n },
}
const [identity, nextIdentity] = [seededEd25519Key('rotation', 1), seededEd25519Key('rotation', 2)]

/** A BLS key as an event has it, and as a row has it. */
const blsKey = (label: string) => {
  const words = { x_a: hash(`${label} 1`), x_b: hash(`${label} 2`), y_a: hash(`${label} 3`), y_b: hash(`${label} 4`) }
  const bytes = `0x${Object.values(words)
    .map((word) => word.slice(2))
    .join('')}` as const
  return { words, bytes, hash: keccak256(bytes) }
}
const [bls, nextBls] = [blsKey('first'), blsKey('next')]

const node: ServiceNode = {
  nodeId: 3,
  status: 'ACTIVE',
  operator: address('operator'),
  pendingOperator: null,
  owner: address('owner'),
  pendingOwner: null,
  principal: 10n ** 24n,
  feeBps: 0,
  ed25519Key: identity.publicKey,
  blsKey: bls.bytes,
  blsKeyHash: bls.hash,
  extensionHash: hash('extension'),
  identityProofValid: true,
  ip: `0x${'00'.repeat(10)}ffffc6120001`,
  rpcPort: 22_021,
  quicPort: 0,
  registeredAt: 1_600_000_000n,
  activatableAt: 1_600_003_600n,
  firstActivatedAt: 1_600_003_700n,
  activatedAt: 1_600_003_700n,
  seed: 5n,
  exitDueAt: null,
  exitTip: null,
  leafIndex: 2,
}

const rotation = (change: Partial<KeysRotated['args']> = {}): KeysRotated => {
  const args = {
    nodeId: 3,
    by: node.owner,
    previousBlsKeyHash: bls.hash,
    previousEd25519Key: identity.publicKey,
    blsKey: nextBls.words,
    ed25519Key: nextIdentity.publicKey,
    compromised: true,
    deadline: 4_000_000_000n,
    activatedAt: 1_700_000_000,
    ...change,
  }
  const digest = rotationDigest({
    chainId: 31_337,
    registry,
    terms: {
      nodeId: 3,
      oldBlsKeyHash: bls.hash,
      newBlsKeyHash: args.blsKey === nextBls.words ? nextBls.hash : bls.hash,
      oldEd25519Key: identity.publicKey,
      newEd25519Key: args.ed25519Key,
      compromised: args.compromised,
      deadline: args.deadline,
    },
  })
  return { eventName: 'KeysRotated', args: { ed25519Signature: nextIdentity.sign(digest), ...args } }
}

const fold = (event: KeysRotated, before: ServiceNode = node) => foldServiceNode(before, event, context)

describe('the fold of a rotation of keys', () => {
  it('gives the node both new keys, another age and no extension, and keeps the rest', () => {
    expect(fold(rotation())).toEqual({
      ...node,
      blsKey: nextBls.bytes,
      blsKeyHash: nextBls.hash,
      ed25519Key: nextIdentity.publicKey,
      extensionHash: NO_EXTENSION,
      activatedAt: 1_700_000_000n,
    })
  })

  it('keeps the proof of an Ed25519 key that stays, whatever signature comes with it', () => {
    const stays = { ed25519Key: identity.publicKey, ed25519Signature: '0x', activatedAt: 1_600_003_700 } as const
    expect(fold(rotation(stays))).toEqual({
      ...node,
      blsKey: nextBls.bytes,
      blsKeyHash: nextBls.hash,
      extensionHash: NO_EXTENSION,
    })
    const unproven = { ...node, identityProofValid: false }
    expect(fold(rotation(stays), unproven).identityProofValid).toBe(false)
  })

  it('takes a new Ed25519 key as proven by its own signature of this rotation alone', () => {
    const proven = (change: Partial<KeysRotated['args']>, before = node) =>
      fold({ ...rotation(), args: { ...rotation().args, ...change } }, before).identityProofValid
    expect(proven({}, { ...node, identityProofValid: false })).toBe(true)
    expect(proven({ compromised: false })).toBe(false)
    expect(proven({ deadline: 4_000_000_001n })).toBe(false)
    expect(proven({ blsKey: bls.words })).toBe(false)
    expect(proven({ ed25519Signature: '0x' })).toBe(false)
  })

  it('leaves a Pending node without an activation', () => {
    const pending = { ...node, status: 'PENDING', firstActivatedAt: null, activatedAt: null, seed: null } as const
    expect(fold(rotation({ activatedAt: 0 }), { ...pending, leafIndex: null })).toMatchObject({ activatedAt: null })
  })

  it('throws when the rotation replaces another key than the one that the node has', () => {
    expect(() => fold(rotation({ previousBlsKeyHash: nextBls.hash }))).toThrow(EventOutOfPlaceError)
    expect(() => fold(rotation({ previousEd25519Key: nextIdentity.publicKey }))).toThrow(EventOutOfPlaceError)
    expect(() => fold(rotation(), { ...node, status: 'REMOVED' })).toThrow(EventOutOfPlaceError)
  })
})

describe('replacedKeysOf', () => {
  it('names the keys that are gone, and no key that stays', () => {
    const of = { compromised: true, blockNumber: 9n }
    const key = { nodeId: 3, ...of }
    expect(replacedKeysOf(node, fold(rotation()), of)).toEqual([
      { ...key, kind: 'BLS', key: bls.hash },
      { ...key, kind: 'ED25519', key: identity.publicKey },
    ])
    const onlyBls = fold(rotation({ ed25519Key: identity.publicKey }))
    expect(replacedKeysOf(node, onlyBls, of)).toEqual([{ ...key, kind: 'BLS', key: bls.hash }])
    const onlyEd25519 = fold(rotation({ blsKey: bls.words }))
    expect(replacedKeysOf(node, onlyEd25519, of)).toEqual([{ ...key, kind: 'ED25519', key: identity.publicKey }])
  })
})
