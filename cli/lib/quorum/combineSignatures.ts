import type { Hex } from 'viem'
import { type G1Point, type G2Point, g1ToHex } from '../../../shared/signing/bls.ts'
import { blsVerify, sumKeys, sumSignatures } from '../../../shared/signing/blsAggregate.ts'
import type { NonSigner } from './actionFile.ts'
import { AggregateInvalidError, QuorumMissedError } from './errors.ts'
import { missingMaxOf } from './proposalFile.ts'
import type { SignatureFile } from './signatureFile.ts'

/** A member of the set, with its registered key. */
export type Member = { readonly nodeId: number; readonly blsKey: G1Point }

/** A signature and its file. */
export type Handed = { readonly file: string; readonly signature: SignatureFile }

/** A signature that was left out, with the reason. */
export type LeftOut = { readonly file: string; readonly reason: string }

export type Combined = {
  readonly signature: G2Point
  readonly signers: readonly number[]
  /** Ids are strictly increasing, as the contract requires. */
  readonly nonSigners: readonly NonSigner[]
  readonly leftOut: readonly LeftOut[]
}

export type CombineOptions = {
  readonly digest: Hex
  /** In the order of ascending ids. */
  readonly members: readonly Member[]
  readonly handed: readonly Handed[]
  /** Told of each file that is left out, before the quorum is counted. */
  readonly onLeftOut: (leftOut: LeftOut) => void
  /** Told after each check. A check takes about 25 ms. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Checks every signature by the registered key of its node, and adds up the good ones.
 *
 * @throws QuorumMissedError if more than a third of the set is missing; AggregateInvalidError, which should never happen
 */
export const combineSignatures = (options: CombineOptions): Combined => {
  const { digest, members, handed, onLeftOut, onProgress = () => undefined } = options
  const memberOf = new Map(members.map((member) => [g1ToHex(member.blsKey), member]))
  const good = new Map<number, G2Point>()
  const leftOut: LeftOut[] = []
  handed.forEach(({ file, signature }, index) => {
    const member = memberOf.get(g1ToHex(signature.blsKey))
    const reason = reasonAgainst(signature, member, digest)
    if (reason !== undefined) {
      leftOut.push({ file, reason })
      onLeftOut({ file, reason })
    } else if (member) {
      good.set(member.nodeId, signature.signature)
    }
    onProgress(index + 1, handed.length)
  })

  const nonSigners = members.filter(({ nodeId }) => !good.has(nodeId))
  const missingMax = missingMaxOf(members.length)
  if (nonSigners.length > missingMax || good.size === 0) {
    const missing = nonSigners.map(({ nodeId }) => nodeId)
    const needed = members.length - missingMax
    throw new QuorumMissedError({ good: good.size, needed, members: members.length, missing })
  }
  const signers = members.filter(({ nodeId }) => good.has(nodeId))
  const signature = sumSignatures([...good.values()])
  if (!blsVerify(sumKeys(signers.map(({ blsKey }) => blsKey)), digest, signature)) throw new AggregateInvalidError()
  return { signature, signers: signers.map(({ nodeId }) => nodeId), nonSigners, leftOut }
}

/** The reason why a signature does not count; undefined if it counts. */
const reasonAgainst = (
  { digest: signed, nodeId, blsKey, signature }: SignatureFile,
  member: Member | undefined,
  digest: Hex,
): string | undefined => {
  const said = nodeId === 0 ? 'the signer' : `node ${nodeId}`
  if (!member) return `${said} is not a member of the epoch's set by this key`
  if (nodeId !== 0 && nodeId !== member.nodeId)
    return `it says node ${nodeId}, but the key belongs to node ${member.nodeId}`
  if (signed !== digest) return `node ${member.nodeId} signed another proposal, or this one before it was changed`
  if (!blsVerify(blsKey, digest, signature)) return `the signature of node ${member.nodeId} is bad`
  return undefined
}
