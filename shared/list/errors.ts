import { BaseError } from '../errors/baseError.ts'

/** One of the two state proofs of an epoch proof. */
export type StateProofKind = 'account' | 'storage'

/** Thrown if a record does not have the bytes, version or field values of the format. */
export class RecordInvalidError extends BaseError {
  readonly code = 'RECORD_INVALID'
  constructor(args: { reason: string }) {
    super(`The record is not a service node record, version 2: ${args.reason}.`)
  }
}

/** Thrown if a tree cannot hold a leaf. */
export class LeafInvalidError extends BaseError {
  readonly code = 'LEAF_INVALID'
  constructor(args: { leafIndex: number; reason: string }) {
    super(`Leaf ${args.leafIndex} cannot stand in the list tree: ${args.reason}.`)
  }
}

/** Thrown if a list tree cannot have a depth. */
export class DepthInvalidError extends BaseError {
  readonly code = 'DEPTH_INVALID'
  constructor(args: { depth: number; depthMax: number }) {
    super(`A list tree of depth ${args.depth} does not exist: the depth is from 1 to ${args.depthMax}.`)
  }
}

/** Thrown if bytes do not begin as a list does: wrong magic, wrong version, or too short for the fixed part. */
export class ListHeaderInvalidError extends BaseError {
  readonly code = 'LIST_HEADER_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not a node list, version 2: ${args.reason}.`)
  }
}

/** Thrown if a list has no rows. An empty list is never used. */
export class ListEmptyError extends BaseError {
  readonly code = 'LIST_EMPTY'
  constructor() {
    super('The node list is empty, and an empty list is refused.')
  }
}

/** Thrown if a list claims more rows than the caller accepts. */
export class ListCountTooLargeError extends BaseError {
  readonly code = 'LIST_COUNT_TOO_LARGE'
  constructor(args: { count: number; countMax: number }) {
    super(`The node list says it has ${args.count} rows; at most ${args.countMax} are accepted.`)
  }
}

/** Thrown if a list claims a deeper tree than the caller accepts. */
export class ListDepthTooLargeError extends BaseError {
  readonly code = 'LIST_DEPTH_TOO_LARGE'
  constructor(args: { depth: number; depthMax: number }) {
    super(`The node list says its tree has ${args.depth} levels; at most ${args.depthMax} are accepted.`)
  }
}

/** Thrown if a list has more or fewer bytes than its count requires. */
export class ListLengthError extends BaseError {
  readonly code = 'LIST_LENGTH'
  constructor(args: { length: number; expected: number }) {
    super(`The node list has ${args.length} bytes; its count of rows makes ${args.expected}.`)
  }
}

/** Thrown if a leaf index is not greater than the one before it, or is outside a tree of the stated depth. */
export class ListIndexInvalidError extends BaseError {
  readonly code = 'LIST_INDEX_INVALID'
  constructor(args: { row: number; leafIndex: number; reason: string }) {
    super(`Row ${args.row} of the node list has leaf index ${args.leafIndex}: ${args.reason}.`)
  }
}

/** Thrown if bytes do not begin as a delta does: wrong magic, wrong version, too short, or impossible roots. */
export class DeltaHeaderInvalidError extends BaseError {
  readonly code = 'DELTA_HEADER_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not a delta of node lists, version 2: ${args.reason}.`)
  }
}

/** Thrown if a delta claims more changes than the caller accepts. */
export class DeltaCountTooLargeError extends BaseError {
  readonly code = 'DELTA_COUNT_TOO_LARGE'
  constructor(args: { count: number; countMax: number }) {
    super(`The delta says it changes ${args.count} leaves; at most ${args.countMax} are accepted.`)
  }
}

/** Thrown if a delta has more or fewer bytes than its rows. */
export class DeltaLengthError extends BaseError {
  readonly code = 'DELTA_LENGTH'
  constructor(args: { length: number; reason: string }) {
    super(`The delta has ${args.length} bytes: ${args.reason}.`)
  }
}

/** Thrown if the order, index, mark or record of a row of a delta is invalid. */
export class DeltaRowInvalidError extends BaseError {
  readonly code = 'DELTA_ROW_INVALID'
  constructor(args: { row: number; leafIndex: number; reason: string }) {
    super(`Row ${args.row} of the delta, for leaf ${args.leafIndex}, is invalid: ${args.reason}.`)
  }
}

/** Thrown if a well-formed delta is not for the list it is applied to, or repeats what the list holds already. */
export class DeltaNotApplicableError extends BaseError {
  readonly code = 'DELTA_NOT_APPLICABLE'
  constructor(args: { reason: string }) {
    super(`The delta does not go with this list: ${args.reason}.`)
  }
}

/** Thrown if bytes are not one record with its siblings, version 2. */
export class LeafProofInvalidError extends BaseError {
  readonly code = 'LEAF_PROOF_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not a record with its siblings, version 2: ${args.reason}.`)
  }
}

/** Thrown if a document is not a snapshot in its JSON form. */
export class SnapshotMalformedError extends BaseError {
  readonly code = 'SNAPSHOT_MALFORMED'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The document is not a snapshot of a node list: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown if bytes are not canonical RLP of the expected content. */
export class RlpInvalidError extends BaseError {
  readonly code = 'RLP_INVALID'
  /** The fault, as a clause. Errors of proofs and headers put it into their own sentence. */
  readonly reason: string
  constructor(args: { reason: string }) {
    super(`The bytes are not what their RLP should be: ${args.reason}.`)
    this.reason = args.reason
  }
}

/** Thrown if bytes are not a block header with parent, state root, number and time in their places. */
export class HeaderInvalidError extends BaseError {
  readonly code = 'HEADER_INVALID'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The bytes are not a block header: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown if no known order of header fields gives a block's hash. */
export class HeaderEncodingUnknownError extends BaseError {
  readonly code = 'HEADER_ENCODING_UNKNOWN'
  constructor(args: { hash: string; reason: string }) {
    super(`The header of block ${args.hash} cannot be encoded: ${args.reason}.`, {
      metaMessages: [
        'The endpoint changed a field, or the chain has header fields that are unknown here. Ask another endpoint.',
      ],
    })
  }
}

/** Thrown if a state proof does not open its key under its root, or holds anything besides the path to it. */
export class StateProofInvalidError extends BaseError {
  readonly code: 'ACCOUNT_PROOF_INVALID' | 'STORAGE_PROOF_INVALID'
  constructor(args: { kind: StateProofKind; reason: string; cause?: unknown }) {
    super(`The ${args.kind} proof does not hold: ${args.reason}.`, { cause: args.cause })
    this.code = args.kind === 'account' ? 'ACCOUNT_PROOF_INVALID' : 'STORAGE_PROOF_INVALID'
  }
}

/** Thrown if a document is not an epoch proof in its JSON form. */
export class EpochProofMalformedError extends BaseError {
  readonly code = 'EPOCH_PROOF_MALFORMED'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The document is not an epoch proof: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown if a list or proof is for another chain than expected. */
export class ChainMismatchError extends BaseError {
  readonly code = 'CHAIN_MISMATCH'
  constructor(args: { chainId: bigint; expected: bigint }) {
    super(`The answer is for chain ${args.chainId}; expected chain ${args.expected}.`)
  }
}

/** Thrown if a list or proof is for another registry than expected. */
export class RegistryMismatchError extends BaseError {
  readonly code = 'REGISTRY_MISMATCH'
  constructor(args: { registry: string; expected: string }) {
    super(`The answer is for registry ${args.registry}; expected ${args.expected}.`)
  }
}

/** Thrown if the child header does not follow the anchor header. */
export class HeadersUnlinkedError extends BaseError {
  readonly code = 'HEADERS_UNLINKED'
  constructor(args: { reason: string }) {
    super(`The child header does not follow the anchor header: ${args.reason}.`)
  }
}

/** Thrown if the epoch's boundary is not between anchor and child. All values are unix seconds. */
export class EpochBoundaryError extends BaseError {
  readonly code = 'EPOCH_BOUNDARY'
  constructor(args: { epoch: bigint; boundary: bigint; anchorTimestamp: bigint; childTimestamp: bigint }) {
    super(
      `Epoch ${args.epoch} begins at ${args.boundary}; the anchor is of ${args.anchorTimestamp}, its child of ${args.childTimestamp}.`,
      { metaMessages: ['The anchor is the last block before the boundary, its child the first at or after it.'] },
    )
  }
}

/** Thrown if a proof opens the slot of the list root to other bytes than it names, or if a list has another root. */
export class RootMismatchError extends BaseError {
  readonly code = 'ROOT_MISMATCH'
  constructor(args: { root: string; expected: string }) {
    super(`The list root is ${args.root}; expected ${args.expected}.`)
  }
}

/** Thrown if a parameter that the program passes is out of range. */
export class VerifyParameterError extends BaseError {
  readonly code = 'VERIFY_PARAMETER'
  constructor(args: { name: string; value: string; reason: string }) {
    super(`The parameter ${args.name} is ${args.value}: ${args.reason}.`)
  }
}
