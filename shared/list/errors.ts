import { BaseError } from '../errors/baseError.ts'

/** Which of the two state proofs of an epoch proof is meant. */
export type StateProofKind = 'account' | 'storage'

/** Thrown when a record does not have the bytes, version or field values that the format knows. */
export class RecordInvalidError extends BaseError {
  readonly code = 'RECORD_INVALID'
  constructor(args: { reason: string }) {
    super(`The record is not a service node record, version 1: ${args.reason}.`)
  }
}

/** Thrown when a tree is given a leaf that it cannot hold. */
export class LeafInvalidError extends BaseError {
  readonly code = 'LEAF_INVALID'
  constructor(args: { leafIndex: number; reason: string }) {
    super(`Leaf ${args.leafIndex} cannot stand in the list tree: ${args.reason}.`)
  }
}

/** Thrown when a depth is not one that a list tree can have. */
export class DepthInvalidError extends BaseError {
  readonly code = 'DEPTH_INVALID'
  constructor(args: { depth: number; depthMax: number }) {
    super(`A list tree of depth ${args.depth} does not exist: the depth is from 1 to ${args.depthMax}.`)
  }
}

/** Thrown when bytes do not begin as a list does: other magic, other version, or too short for the fixed part. */
export class ListHeaderInvalidError extends BaseError {
  readonly code = 'LIST_HEADER_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not a node list, version 1: ${args.reason}.`)
  }
}

/** Thrown when a list has no rows: a list of nobody is never used. */
export class ListEmptyError extends BaseError {
  readonly code = 'LIST_EMPTY'
  constructor() {
    super('The node list is empty, and an empty list is refused.')
  }
}

/** Thrown when a list says it has more rows than the caller takes. */
export class ListCountTooLargeError extends BaseError {
  readonly code = 'LIST_COUNT_TOO_LARGE'
  constructor(args: { count: number; countMax: number }) {
    super(`The node list says it has ${args.count} rows; at most ${args.countMax} are taken.`)
  }
}

/** Thrown when a list says its tree is deeper than the caller takes. */
export class ListDepthTooLargeError extends BaseError {
  readonly code = 'LIST_DEPTH_TOO_LARGE'
  constructor(args: { depth: number; depthMax: number }) {
    super(`The node list says its tree has ${args.depth} levels; at most ${args.depthMax} are taken.`)
  }
}

/** Thrown when a list has more or fewer bytes than its count fixes. */
export class ListLengthError extends BaseError {
  readonly code = 'LIST_LENGTH'
  constructor(args: { length: number; expected: number }) {
    super(`The node list has ${args.length} bytes; its count of rows makes ${args.expected}.`)
  }
}

/** Thrown when a leaf index is not greater than the one before it, or lies outside a tree of the stated depth. */
export class ListIndexInvalidError extends BaseError {
  readonly code = 'LIST_INDEX_INVALID'
  constructor(args: { row: number; leafIndex: number; reason: string }) {
    super(`Row ${args.row} of the node list has leaf index ${args.leafIndex}: ${args.reason}.`)
  }
}

/** Thrown when bytes do not begin as a delta does: other magic, other version, too short, or roots that cannot be. */
export class DeltaHeaderInvalidError extends BaseError {
  readonly code = 'DELTA_HEADER_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not a delta of node lists, version 1: ${args.reason}.`)
  }
}

/** Thrown when a delta says it changes more leaves than the caller takes. */
export class DeltaCountTooLargeError extends BaseError {
  readonly code = 'DELTA_COUNT_TOO_LARGE'
  constructor(args: { count: number; countMax: number }) {
    super(`The delta says it changes ${args.count} leaves; at most ${args.countMax} are taken.`)
  }
}

/** Thrown when a delta has more or fewer bytes than its rows. */
export class DeltaLengthError extends BaseError {
  readonly code = 'DELTA_LENGTH'
  constructor(args: { length: number; reason: string }) {
    super(`The delta has ${args.length} bytes: ${args.reason}.`)
  }
}

/** Thrown when a row of a delta is none: order, index, mark or record. */
export class DeltaRowInvalidError extends BaseError {
  readonly code = 'DELTA_ROW_INVALID'
  constructor(args: { row: number; leafIndex: number; reason: string }) {
    super(`Row ${args.row} of the delta, for leaf ${args.leafIndex}, is invalid: ${args.reason}.`)
  }
}

/** Thrown when a well-formed delta does not belong on the list it is applied to, or says what that list says already. */
export class DeltaNotApplicableError extends BaseError {
  readonly code = 'DELTA_NOT_APPLICABLE'
  constructor(args: { reason: string }) {
    super(`The delta does not go with this list: ${args.reason}.`)
  }
}

/** Thrown when bytes are not one record with its siblings, version 1. */
export class LeafProofInvalidError extends BaseError {
  readonly code = 'LEAF_PROOF_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not a record with its siblings, version 1: ${args.reason}.`)
  }
}

/** Thrown when a document is not a snapshot in its one JSON form. */
export class SnapshotMalformedError extends BaseError {
  readonly code = 'SNAPSHOT_MALFORMED'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The document is not a snapshot of a node list: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown when bytes are not the one canonical RLP encoding of what they should hold. */
export class RlpInvalidError extends BaseError {
  readonly code = 'RLP_INVALID'
  /** What is wrong, as a clause: proofs and headers put it into their own sentence. */
  readonly reason: string
  constructor(args: { reason: string }) {
    super(`The bytes are not what their RLP should be: ${args.reason}.`)
    this.reason = args.reason
  }
}

/** Thrown when bytes are not a block header whose parent, state root, number and time can be read by position. */
export class HeaderInvalidError extends BaseError {
  readonly code = 'HEADER_INVALID'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The bytes are not a block header: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown when no known order of header fields gives a block's hash. */
export class HeaderEncodingUnknownError extends BaseError {
  readonly code = 'HEADER_ENCODING_UNKNOWN'
  constructor(args: { hash: string; reason: string }) {
    super(`The header of block ${args.hash} cannot be encoded: ${args.reason}.`, {
      metaMessages: [
        'Either the endpoint changed a field, or the chain has header fields unknown here; ask another endpoint.',
      ],
    })
  }
}

/** Thrown when a state proof does not open its key under its root, or holds anything beside the way there. */
export class StateProofInvalidError extends BaseError {
  readonly code: 'ACCOUNT_PROOF_INVALID' | 'STORAGE_PROOF_INVALID'
  constructor(args: { kind: StateProofKind; reason: string; cause?: unknown }) {
    super(`The ${args.kind} proof does not hold: ${args.reason}.`, { cause: args.cause })
    this.code = args.kind === 'account' ? 'ACCOUNT_PROOF_INVALID' : 'STORAGE_PROOF_INVALID'
  }
}

/** Thrown when a document is not an epoch proof in its one JSON form. */
export class EpochProofMalformedError extends BaseError {
  readonly code = 'EPOCH_PROOF_MALFORMED'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The document is not an epoch proof: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown when a list or proof is for another chain than the one asked for. */
export class ChainMismatchError extends BaseError {
  readonly code = 'CHAIN_MISMATCH'
  constructor(args: { chainId: bigint; expected: bigint }) {
    super(`The answer is for chain ${args.chainId}; expected chain ${args.expected}.`)
  }
}

/** Thrown when a list or proof is for another registry than the one asked for. */
export class RegistryMismatchError extends BaseError {
  readonly code = 'REGISTRY_MISMATCH'
  constructor(args: { registry: string; expected: string }) {
    super(`The answer is for registry ${args.registry}; expected ${args.expected}.`)
  }
}

/** Thrown when the child header does not follow the anchor header. */
export class HeadersUnlinkedError extends BaseError {
  readonly code = 'HEADERS_UNLINKED'
  constructor(args: { reason: string }) {
    super(`The child header does not follow the anchor header: ${args.reason}.`)
  }
}

/** Thrown when anchor and child do not stand on both sides of the epoch's boundary. All values are unix seconds. */
export class EpochBoundaryError extends BaseError {
  readonly code = 'EPOCH_BOUNDARY'
  constructor(args: { epoch: bigint; boundary: bigint; anchorTimestamp: bigint; childTimestamp: bigint }) {
    super(
      `Epoch ${args.epoch} ends at ${args.boundary}; the anchor is of ${args.anchorTimestamp}, its child of ${args.childTimestamp}.`,
      { metaMessages: ['The anchor is the last block before the boundary, its child the first at or after it.'] },
    )
  }
}

/** Thrown when a proof opens the list root's slot to other bytes than the proof names, or a list has another root. */
export class RootMismatchError extends BaseError {
  readonly code = 'ROOT_MISMATCH'
  constructor(args: { root: string; expected: string }) {
    super(`The list root is ${args.root}; expected ${args.expected}.`)
  }
}

/** Thrown when a parameter that the program itself passes is out of range. */
export class VerifyParameterError extends BaseError {
  readonly code = 'VERIFY_PARAMETER'
  constructor(args: { name: string; value: string; reason: string }) {
    super(`The parameter ${args.name} is ${args.value}: ${args.reason}.`)
  }
}
