import { type Hex, hexToBytes, keccak256, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { combineSignatures, type Handed, type Member } from '../../../../cli/lib/quorum/combineSignatures.ts'
import { QuorumMissedError } from '../../../../cli/lib/quorum/errors.ts'
import { seededBlsKey } from '../../../../devnet/demo/seededKeys.ts'
import { blsPublicKey, blsSecretKey, blsSign } from '../../../../shared/signing/bls.ts'
import { blsVerify, sumKeys, sumSignatures } from '../../../../shared/signing/blsAggregate.ts'

const SEED = 'combine signatures'
const DIGEST = keccak256(stringToHex('a proposal'))
const OTHER_DIGEST = keccak256(stringToHex('another proposal'))

/** Ids with gaps, as after exits. */
const IDS = [2, 3, 5, 7, 11, 13, 17] as const

const INFINITY = {
  x_a: `0x${'00'.repeat(32)}`,
  x_b: `0x${'00'.repeat(32)}`,
  y_a: `0x${'00'.repeat(32)}`,
  y_b: `0x${'00'.repeat(32)}`,
}

const keyOf = (nodeId: number): Uint8Array => seededBlsKey(SEED, nodeId)
const members: Member[] = IDS.map((nodeId) => ({ nodeId, blsKey: blsPublicKey(keyOf(nodeId)) }))

const handedBy = (nodeId: number, changes: Partial<Handed['signature']> = {}): Handed => ({
  file: `${nodeId}.json`,
  signature: {
    digest: DIGEST,
    nodeId,
    blsKey: blsPublicKey(keyOf(nodeId)),
    signature: blsSign(changes.digest ?? DIGEST, keyOf(nodeId)),
    ...changes,
  },
})

const combine = (handed: readonly Handed[]) => {
  const reasons: string[] = []
  const result = () =>
    combineSignatures({ digest: DIGEST, members, handed, onLeftOut: ({ reason }) => reasons.push(reason) })
  return { result, reasons }
}

describe('combineSignatures', () => {
  it('combineSignatures gives one that verifies by the sum of the keys when enough signed', () => {
    const { signers, nonSigners, signature } = combine(IDS.slice(0, 5).map((id) => handedBy(id))).result()
    expect(signers).toEqual([2, 3, 5, 7, 11])
    expect(nonSigners.map(({ nodeId }) => nodeId)).toEqual([13, 17])
    const keys = signers.map((id) => blsPublicKey(keyOf(id)))
    expect(blsVerify(sumKeys(keys), DIGEST, signature)).toBe(true)
    expect(blsVerify(sumKeys(keys.slice(1)), DIGEST, signature)).toBe(false)
    expect(blsVerify(sumKeys(keys), OTHER_DIGEST, signature)).toBe(false)
  })

  it('combineSignatures gives the same when the order differs or one comes twice', () => {
    const one = combine(IDS.slice(0, 5).map((id) => handedBy(id))).result()
    const shuffled = [11, 3, 7, 3, 2, 5].map((id) => handedBy(id))
    expect(combine(shuffled).result()).toEqual(one)
  })

  it('combineSignatures throws with numbers when more than a third of the set is missing', () => {
    const { result } = combine([2, 3, 5, 7].map((id) => handedBy(id)))
    expect(result).toThrow(QuorumMissedError)
    expect(result).toThrow('5 of the 7 members must sign; 4 good signatures are here.\nMissing: 11, 13, 17')
    expect(combine([]).result).toThrow(QuorumMissedError)
  })

  it('combineSignatures names and leaves out signatures when they are bad or of another proposal or key', () => {
    const good = IDS.slice(0, 5).map((id) => handedBy(id))
    const bad = [
      handedBy(13, { signature: blsSign(DIGEST, keyOf(17)) }),
      handedBy(13, { digest: OTHER_DIGEST }),
      // Signed another digest, and says that it is this one.
      handedBy(17, { signature: blsSign(OTHER_DIGEST, keyOf(17)) }),
      handedBy(4),
      handedBy(13, { nodeId: 2 }),
    ]
    const { result, reasons } = combine([...bad, ...good])
    expect(result().nonSigners.map(({ nodeId }) => nodeId)).toEqual([13, 17])
    expect(reasons).toEqual([
      'the signature of node 13 is bad',
      'node 13 signed another proposal, or this one before it was changed',
      'the signature of node 17 is bad',
      "node 4 is not a member of the epoch's set by this key",
      'it says node 2, but the key belongs to node 13',
    ])
  })

  it('combineSignatures finds the node by its key when the signer did not name it', () => {
    const handed = IDS.slice(0, 5).map((id) => handedBy(id, { nodeId: 0 }))
    expect(combine(handed).result().signers).toEqual([2, 3, 5, 7, 11])
  })
})

describe('points of BLS12-381', () => {
  it('blsVerify refuses points when they are outside of their group, off the curve or at infinity', () => {
    const key = blsPublicKey(keyOf(2))
    const signature = blsSign(DIGEST, keyOf(2))
    expect(blsVerify(key, DIGEST, signature)).toBe(true)
    expect(blsVerify({ ...key, y_b: key.x_b }, DIGEST, signature)).toBe(false)
    expect(blsVerify(key, DIGEST, { ...signature, y_c1_b: signature.x_c1_b })).toBe(false)
    expect(blsVerify(INFINITY as typeof key, DIGEST, signature)).toBe(false)
    // (0, 2) is on the curve y² = x³ + 4, but not in the group of prime order.
    const two: Hex = `0x${'00'.repeat(31)}02`
    expect(blsVerify({ ...(INFINITY as typeof key), y_b: two }, DIGEST, signature)).toBe(false)
  })

  it('sumKeys gives infinity when keys cancel out, and the key of the sum of secrets otherwise', () => {
    const key = blsPublicKey(blsSecretKey(`0x${'00'.repeat(31)}04`))
    expect(sumKeys([])).toEqual(INFINITY)
    expect(sumKeys([key])).toEqual(key)
    const secrets = [keyOf(2), keyOf(3)]
    const sum = sumKeys(secrets.map(blsPublicKey))
    expect(blsVerify(sum, DIGEST, sumSignatures(secrets.map((secret) => blsSign(DIGEST, secret))))).toBe(true)
    expect(hexToBytes(DIGEST)).toHaveLength(32)
  })
})
