import { type Hex, zeroHash } from 'viem'
import type { Deployment } from '../../deploy/deploy.ts'
import { blsPublicKey, blsSignTogether, type G1Point, type G2Point } from '../../shared/signing/bls.ts'
import { type QuorumKind, quorumDigest } from '../../shared/signing/quorumDigest.ts'

/** An action as `suspend`, `resume` and `remove` take it. */
export type SignedQuorumAction = {
  readonly nodeId: number
  readonly reason: number
  readonly evidenceHash: Hex
  readonly epoch: number
  readonly reporter: Hex
  readonly blsKey: G1Point
  readonly nonSigners: readonly { readonly nodeId: number; readonly blsKey: G1Point }[]
  readonly signature: G2Point
}

/** Signs an action with the sum of the signers' secret keys, as a set without non-signers does. */
export const signQuorumAction = (
  deployment: Deployment,
  action: {
    readonly kind: QuorumKind
    readonly nodeId: number
    readonly epoch: number
    readonly reporter: Hex
    /** Secret key of the node acted on. */
    readonly nodeKey: Uint8Array
    /** Secret keys of the whole set. */
    readonly signers: readonly Uint8Array[]
  },
): SignedQuorumAction => {
  const { kind, nodeId, epoch, reporter, nodeKey, signers } = action
  const said = { nodeId, reason: 1, evidenceHash: zeroHash, epoch, reporter }
  const digest = quorumDigest({ ...deployment, terms: { kind, ...said } })
  return { ...said, blsKey: blsPublicKey(nodeKey), nonSigners: [], signature: blsSignTogether(digest, signers) }
}
