import { QUORUM_KINDS, type QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import { UINT16_MAX, UINT32_MAX } from '../../../shared/uint.ts'
import type { StrictObject } from '../input/readJsonFile.ts'

/** Fields of an action in a file. */
export const TERMS_FIELDS = ['kind', 'nodeId', 'reason', 'evidenceHash', 'epoch', 'reporter'] as const

/** Reads the signed part of an action from a file. */
export const readTerms = (action: StrictObject): QuorumTerms => ({
  kind: action.oneOf('kind', QUORUM_KINDS),
  nodeId: action.integer('nodeId', 1, UINT32_MAX),
  reason: action.integer('reason', 0, UINT16_MAX),
  evidenceHash: action.hex('evidenceHash', 32),
  epoch: action.integer('epoch', 0, UINT32_MAX),
  reporter: action.hex('reporter', 20),
})

/** The signed part of an action for a file, with its fields in one order and no others. */
export const writeTerms = ({ kind, nodeId, reason, evidenceHash, epoch, reporter }: QuorumTerms): QuorumTerms => ({
  kind,
  nodeId,
  reason,
  evidenceHash,
  epoch,
  reporter,
})
