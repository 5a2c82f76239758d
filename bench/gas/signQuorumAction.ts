import type { Hex } from 'viem'
import { epochAt } from '../../shared/epoch/clock.ts'
import { blsPublicKey, blsSignTogether } from '../../shared/signing/bls.ts'
import { type QuorumKind, quorumDigest } from '../../shared/signing/quorumDigest.ts'
import type { QuorumActionArgs } from './encodeCall.ts'
import type { World } from './openWorld.ts'

export type QuorumTerms = {
  readonly kind: QuorumKind
  readonly nodeId: number
  readonly reason: number
  readonly evidenceHash: Hex
  readonly reporter: Hex
  /** Members that did not sign, ids increasing. */
  readonly nonSigners: readonly number[]
}

/**
 * A quorum action of the current epoch, signed by all members but the non-signers: the signature of the sum of their
 * secret keys is the sum of their signatures.
 */
export const signQuorumAction = (world: World, terms: QuorumTerms): QuorumActionArgs => {
  const { kind, nonSigners, ...rest } = terms
  const { deployment } = world
  const message = { ...rest, epoch: Number(epochAt(BigInt(world.clock.now()), deployment.epochSeconds)) }
  const digest = quorumDigest({ ...deployment, terms: { kind, ...message } })
  const missing = new Set(nonSigners)
  const signers = world.members().filter((id) => !missing.has(id))
  return {
    ...message,
    blsKey: blsPublicKey(world.planOf(terms.nodeId).blsSecretKey),
    nonSigners: nonSigners.map((nodeId) => ({ nodeId, blsKey: blsPublicKey(world.planOf(nodeId).blsSecretKey) })),
    signature: blsSignTogether(
      digest,
      signers.map((id) => world.planOf(id).blsSecretKey),
    ),
  }
}
