import { createMerkleProof, createMPT, type MerklePatriciaTrie, verifyMerkleProof } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, concat, type Hex } from '../../../shared/bytes.ts'
import { encodeRlp, type RlpInput } from '../../../shared/ethereum/rlp.ts'
import { verifyAccount, verifyStorageSlot } from '../../../shared/ethereum/stateProof.ts'
import {
  PROOF_NODE_BYTES_MAX,
  PROOF_NODES_MAX,
  readTrieProof,
  verifyTrieProof,
} from '../../../shared/ethereum/trieProof.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { RlpInvalidError, StateProofInvalidError, VerifyParameterError } from '../../../shared/list/errors.ts'
import { bytesArb, SEED, seeded } from '../arbitraries.ts'

const EMPTY = new Uint8Array(0)

/** A trie as the library builds it, and its proofs without nodes that are embedded in the one before them. */
async function trieOf(entries: readonly (readonly [key: Uint8Array, value: Uint8Array])[]) {
  const trie = await createMPT({ useKeyHashing: false })
  for (const [key, value] of entries) await trie.put(key, value)
  return trie
}

async function proofOf(trie: MerklePatriciaTrie, key: Uint8Array): Promise<Uint8Array[]> {
  const nodes = await createMerkleProof(trie, key)
  return nodes.filter((node, i) => i === 0 || node.length >= 32)
}

/** The result of the read, or its error. */
function denialOf(read: () => Uint8Array | null): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}

/** Keys that share long prefixes, so that extensions, deep branches and embedded leaves occur. */
const keyArb = fc
  .tuple(bytesArb(32), fc.constantFrom(0, 0, 1, 30, 31), fc.nat(3))
  .map(([bytes, shared, low]) => bytes.map((byte, i) => (i < shared ? 0xaa : shared > 0 ? byte % (low + 2) : byte)))
const entriesArb = fc.uniqueArray(fc.tuple(keyArb, fc.uint8Array({ minLength: 1, maxLength: 40 })), {
  selector: ([key]) => bytesToHex(key),
  minLength: 1,
  maxLength: 30,
})

describe('a trie proof', () => {
  it(seeded('opens each key as @ethereumjs/mpt does'), async () => {
    let embedded = 0
    await fc.assert(
      fc.asyncProperty(entriesArb, async (entries) => {
        const trie = await trieOf(entries)
        for (const [key, value] of entries) {
          const proof = await proofOf(trie, key)
          if (proof.length < (await createMerkleProof(trie, key)).length) embedded++
          expect(verifyTrieProof(trie.root(), key, proof)).toEqual(value)
          expect(await verifyMerkleProof(key, proof, { root: trie.root(), useKeyHashing: false })).toEqual(value)
        }
      }),
      { seed: SEED, numRuns: 60 },
    )
    expect(embedded).toBeGreaterThan(20)
  })

  it(seeded('shows that a key is absent as @ethereumjs/mpt does, and never when it is present'), async () => {
    const ends = { branch: 0, otherwise: 0 }
    let refused = 0
    await fc.assert(
      fc.asyncProperty(entriesArb, fc.array(keyArb, { minLength: 5, maxLength: 5 }), async (entries, others) => {
        const trie = await trieOf(entries)
        const present = new Set(entries.map(([key]) => bytesToHex(key)))
        // A neighbour of a key that is there ends at a leaf or an extension, any other mostly in a branch.
        const near = entries.map(([key]) => key.with(31, (key[31] ?? 0) ^ 1))
        for (const key of [...others, ...near].filter((each) => !present.has(bytesToHex(each)))) {
          const proof = await proofOf(trie, key)
          expect(readTrieProof(trie.root(), key, proof)).toBeNull()
          expect(await verifyMerkleProof(key, proof, { root: trie.root(), useKeyHashing: false })).toBeNull()
          expect(() => verifyTrieProof(trie.root(), key, proof)).toThrow(RlpInvalidError)
          const last = RLP.decode(proof.at(-1) ?? EMPTY)
          ends[last.length === 17 ? 'branch' : 'otherwise']++
          for (const mutant of [proof.slice(0, -1), [...proof, EMPTY], [...proof, ...proof.slice(-1)]]) {
            expect(() => readTrieProof(trie.root(), key, mutant)).toThrow(RlpInvalidError)
            refused++
          }
          // The way to a key that is there does not deny it.
          const [there] = entries[0] as (typeof entries)[number]
          const denial = () => readTrieProof(trie.root(), there, proof)
          if (proof.length > 1) expect(denialOf(denial)).not.toBeNull()
        }
      }),
      { seed: SEED, numRuns: 60 },
    )
    expect(Math.min(ends.branch, ends.otherwise)).toBeGreaterThan(20)
    expect(refused).toBeGreaterThan(500)
  })

  it('does not end at an extension without a child', () => {
    const path = new Uint8Array(32)
    const extension = encodeRlp([concat([Uint8Array.of(0x00), new Uint8Array(31)]), EMPTY])
    expect(() => readTrieProof(keccak256(extension), path, [extension])).toThrow(/leads nowhere/)
  })

  it('without nodes shows that an empty trie holds nothing', () => {
    const emptyRoot = keccak256(Uint8Array.of(0x80))
    expect(readTrieProof(emptyRoot, new Uint8Array(32), [])).toBeNull()
    for (const proof of [[Uint8Array.of(0x80)], [EMPTY]])
      expect(() => readTrieProof(emptyRoot, new Uint8Array(32), proof)).toThrow(RlpInvalidError)
    expect(() => readTrieProof(new Uint8Array(32), new Uint8Array(32), [])).toThrow(RlpInvalidError)
  })

  it(
    seeded('opens no other key, and nothing when a node is changed, dropped, doubled, added or out of order'),
    async () => {
      let refused = 0
      await fc.assert(
        fc.asyncProperty(entriesArb, fc.nat(), keyArb, async (entries, pick, otherKey) => {
          const trie = await trieOf(entries)
          const [key] = entries[pick % entries.length] as (typeof entries)[number]
          const proof = await proofOf(trie, key)
          const mutants = [
            [],
            proof.slice(1),
            proof.slice(0, -1),
            [...proof, ...proof.slice(-1)],
            [...proof, EMPTY],
            [...proof.slice(0, 1), ...proof],
            proof.map((node, i) => (i === pick % proof.length ? concat([node, Uint8Array.of(0)]) : node)),
            proof.map((node, i) =>
              i === pick % proof.length ? node.with(pick % node.length, (node[pick % node.length] ?? 0) ^ 1) : node,
            ),
            ...(proof.length > 1 ? [proof.toReversed()] : []),
          ]
          for (const mutant of mutants) {
            expect(() => verifyTrieProof(trie.root(), key, mutant)).toThrow(RlpInvalidError)
            refused++
          }
          const isOther = bytesToHex(otherKey) !== bytesToHex(key)
          if (isOther) expect(() => verifyTrieProof(trie.root(), otherKey, proof)).toThrow(RlpInvalidError)
        }),
        { seed: SEED, numRuns: 100 },
      )
      expect(refused).toBeGreaterThan(500)
    },
  )

  /** A trie of one hand-made node: what the library would not build. */
  const PATH = new Uint8Array(32).fill(0xab)
  const open = (node: RlpInput, ...rest: Uint8Array[]) => {
    const bytes = encodeRlp(node)
    return verifyTrieProof(keccak256(bytes), PATH, [bytes, ...rest])
  }
  const leafPath = concat([Uint8Array.of(0x20), PATH])
  const value = Uint8Array.of(7)
  const branch = (items: Record<number, RlpInput>): RlpInput[] =>
    Array.from({ length: 17 }, (_, i) => items[i] ?? EMPTY)

  // An extension over all but the last two nibbles leads to a branch and a leaf, both shorter than 32 bytes.
  const nearly = concat([Uint8Array.of(0x00), PATH.subarray(0, 31)])
  const shallow = [Uint8Array.of(0x3b), value]

  it('opens a trie of one leaf, and one with a branch and a leaf embedded', () => {
    expect(open([leafPath, value])).toEqual(value)
    expect(open([nearly, branch({ 10: shallow })])).toEqual(value)
  })

  const WRONG: readonly (readonly [why: string, node: RlpInput])[] = [
    ['a node that is not a list', value],
    ['a node of three items', [leafPath, value, value]],
    ['a node of one item', [leafPath]],
    ['a leaf without path bytes', [EMPTY, value]],
    ['a leaf whose path is a list', [[leafPath], value]],
    ['a leaf with an unknown flag', [leafPath.with(0, 0x40), value]],
    ['a leaf padded with other than zero', [leafPath.with(0, 0x21), value]],
    ['a leaf for another key', [leafPath.with(5, 0), value]],
    ['a leaf that ends early', [leafPath.subarray(0, 32), value]],
    ['a leaf longer than the key', [concat([leafPath, Uint8Array.of(0xab)]), value]],
    ['a leaf with a list for its value', [leafPath, [value]]],
    ['an extension with an empty path', [nearly, [Uint8Array.of(0x00), branch({ 10: shallow })]]],
    ['an extension over the whole key to a branch', [leafPath.with(0, 0x00), branch({ 16: value })]],
    ['a branch with a value', [nearly, branch({ 10: shallow, 16: value })]],
    ['a branch with nothing at the key', branch({ 11: new Uint8Array(32) })],
    ['a branch with a child of 31 bytes', branch({ 10: new Uint8Array(31) })],
    ['a branch with a child of 33 bytes', branch({ 10: new Uint8Array(33) })],
    [
      'a branch with an embedded node of 32 bytes or more',
      branch({ 10: [concat([Uint8Array.of(0x3b), PATH.subarray(1)]), value] }),
    ],
    ['a branch that ends with the proof', branch({ 10: keccak256(value) })],
  ]
  it.each(WRONG)('refuses %s', (_why, node) => {
    expect(() => open(node)).toThrow(RlpInvalidError)
  })

  it('refuses a node behind a hash that is short enough to be embedded', () => {
    const short = encodeRlp([Uint8Array.of(0x20), value])
    const long = concat([Uint8Array.of(0x00), PATH])
    expect(() => open([long, keccak256(short)], short)).toThrow(/had to be embedded/)
  })

  it('refuses too many nodes, and nodes too large, before it hashes them', () => {
    const nodes = Array.from({ length: PROOF_NODES_MAX + 1 }, () => EMPTY)
    expect(() => verifyTrieProof(PATH, PATH, nodes)).toThrow(/more than 65/)
    expect(() => verifyTrieProof(PATH, PATH, [new Uint8Array(PROOF_NODE_BYTES_MAX + 1)])).toThrow(/more than 1024/)
  })
})

const ADDRESS: Hex = '0x00000000000000000000000000000000000000aa'
const SLOT: Hex = `0x${'00'.repeat(32)}`
const WORD = new Uint8Array(32).fill(0xcd)

async function proveOne(key: Hex, value: Uint8Array): Promise<{ root: Hex; proof: Uint8Array[] }> {
  const hash = keccak256(Uint8Array.from(Buffer.from(key.slice(2), 'hex')))
  const trie = await trieOf([
    [hash, value],
    ...Array.from({ length: 40 }, (_, i) => [keccak256(Uint8Array.of(i)), WORD] as const),
  ])
  return { root: bytesToHex(trie.root()), proof: await proofOf(trie, hash) }
}

describe('an account proof', () => {
  const account = [Uint8Array.of(5), Uint8Array.of(1, 0), WORD, WORD.map((byte) => byte + 1)]

  it('opens to the four fields of the account', async () => {
    const { root, proof } = await proveOne(ADDRESS, RLP.encode(account))
    expect(proof.length).toBeGreaterThan(1)
    expect(verifyAccount(root, ADDRESS, proof)).toEqual({
      nonce: 5n,
      balance: 256n,
      storageHash: bytesToHex(WORD),
      codeHash: `0x${'ce'.repeat(32)}`,
    })
  })

  it('does not open another account, nor under another root', async () => {
    const { root, proof } = await proveOne(ADDRESS, RLP.encode(account))
    expect(() => verifyAccount(root, '0x00000000000000000000000000000000000000ab', proof)).toThrow(
      StateProofInvalidError,
    )
    expect(() => verifyAccount(bytesToHex(WORD), ADDRESS, proof)).toThrow(StateProofInvalidError)
    expect(() => verifyAccount(root, ADDRESS, [])).toThrow(StateProofInvalidError)
  })

  it('refuses an account that is not in canonical form', async () => {
    const wrong = [
      RLP.encode(account.slice(0, 3)),
      RLP.encode([...account, EMPTY]),
      RLP.encode(account.with(0, Uint8Array.of(0))),
      RLP.encode(account.with(0, new Uint8Array(9).fill(1))),
      RLP.encode(account.with(1, new Uint8Array(33).fill(1))),
      RLP.encode(account.with(2, WORD.subarray(1))),
      RLP.encode([account[0] as Uint8Array, EMPTY, [WORD], WORD]),
      concat([RLP.encode(account), Uint8Array.of(0)]),
      RLP.encode(WORD),
    ]
    for (const value of wrong) {
      const { root, proof } = await proveOne(ADDRESS, value)
      expect(() => verifyAccount(root, ADDRESS, proof)).toThrow(StateProofInvalidError)
    }
  })

  it('throws its own code, and names malformed parameters', () => {
    expect(() => verifyAccount(SLOT, ADDRESS, [])).toThrow(expect.objectContaining({ code: 'ACCOUNT_PROOF_INVALID' }))
    expect(() => verifyAccount('0x', ADDRESS, [])).toThrow(VerifyParameterError)
    expect(() => verifyAccount(SLOT, '0xAA', [])).toThrow(VerifyParameterError)
  })
})

describe('a storage proof', () => {
  it(seeded('opens to the word in the slot, padded on the left'), async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 32 }), async (bytes) => {
        const value = bytes[0] === 0 ? bytes.with(0, 1) : bytes
        const { root, proof } = await proveOne(SLOT, RLP.encode(value))
        const word = verifyStorageSlot(root, SLOT, proof)
        expect(word).toEqual(concat([new Uint8Array(32 - value.length), value]))
      }),
      { seed: SEED, numRuns: 40 },
    )
  })

  it('refuses a value that is not in canonical form', async () => {
    const wrong = [
      RLP.encode(Uint8Array.of(0)),
      RLP.encode(Uint8Array.of(0, 1)),
      RLP.encode(EMPTY),
      RLP.encode(new Uint8Array(33).fill(1)),
      RLP.encode([WORD]),
      Uint8Array.of(0x81, 0x05),
      concat([RLP.encode(WORD), Uint8Array.of(0)]),
      RLP.encode(WORD).slice(0, -1),
    ]
    for (const value of wrong) {
      const { root, proof } = await proveOne(SLOT, value)
      expect(() => verifyStorageSlot(root, SLOT, proof)).toThrow(StateProofInvalidError)
    }
  })

  it('throws its own code, and does not open another slot', async () => {
    const { root, proof } = await proveOne(SLOT, RLP.encode(WORD))
    const other: Hex = `0x${'00'.repeat(31)}01`
    expect(() => verifyStorageSlot(root, other, proof)).toThrow(
      expect.objectContaining({ code: 'STORAGE_PROOF_INVALID' }),
    )
    expect(() => verifyStorageSlot(root, '0x00', proof)).toThrow(VerifyParameterError)
  })
})
