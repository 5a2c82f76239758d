import type { Hex } from '../../shared/bytes.ts'
import type { EpochProof } from '../../shared/list/epochProof.ts'

/** The stored fields of an accepted epoch. */
export type AcceptedEpoch = { epoch: bigint; root: Hex; anchorHash: Hex; childHash: Hex }

/** The fields of an epoch that a source offered, with the proof as evidence. */
export type OfferedEpoch = AcceptedEpoch & { proof: EpochProof }

/** Keeps the newest accepted epoch, in memory and in the caller's storage. */
export type AcceptedEpochs = {
  /** Returns `null` if no epoch was ever accepted. @throws StorageInvalidError */
  last(): Promise<AcceptedEpoch | null>
  /** Keeps the later of this epoch and the last one. @throws StorageInvalidError */
  accept(epoch: AcceptedEpoch): Promise<void>
}
