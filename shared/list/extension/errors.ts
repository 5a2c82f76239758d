import { BaseError } from '../../errors/baseError.ts'

/** Thrown if bytes do not begin as an extension document does: wrong magic, wrong version, or too short. */
export class ExtensionHeaderInvalidError extends BaseError {
  readonly code = 'EXTENSION_HEADER_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not an extension document, version 1: ${args.reason}.`)
  }
}

/** Thrown if an extension document is too long, or if an entry is cut off or bytes follow the last one. */
export class ExtensionLengthError extends BaseError {
  readonly code = 'EXTENSION_LENGTH'
  constructor(args: { length: number; reason: string }) {
    super(`The extension document has ${args.length} bytes: ${args.reason}.`)
  }
}

/** Thrown if the type of an entry is not greater than the type before it. */
export class ExtensionOrderError extends BaseError {
  readonly code = 'EXTENSION_ORDER'
  constructor(args: { type: number; previous: number }) {
    super(
      args.type === args.previous
        ? `The extension document has two entries of type ${args.type}.`
        : `The extension document has type ${args.type} after type ${args.previous}: types ascend.`,
    )
  }
}

/** Thrown if an entry of a known type has a size that its type does not allow. Sizes are in bytes. */
export class ExtensionEntrySizeError extends BaseError {
  readonly code = 'EXTENSION_ENTRY_SIZE'
  constructor(args: { type: number; size: number; expected: string }) {
    super(`The entry of type ${args.type} has ${args.size} bytes; expected ${args.expected}.`)
  }
}

/** Thrown if the text of an entry has no canonical UTF-8. */
export class ExtensionTextInvalidError extends BaseError {
  readonly code = 'EXTENSION_TEXT_INVALID'
  constructor(args: { type: number; cause?: unknown }) {
    super(`The text of the entry of type ${args.type} is not UTF-8.`, { cause: args.cause })
  }
}

/** Thrown if bytes do not begin as a block of extension documents does: wrong magic, wrong version, or too short. */
export class ExtensionBlockHeaderInvalidError extends BaseError {
  readonly code = 'EXTENSION_BLOCK_HEADER_INVALID'
  constructor(args: { reason: string }) {
    super(`The bytes are not a block of extension documents, version 1: ${args.reason}.`)
  }
}

/** Thrown if a well-formed header is for another list or another block than the caller asked for. */
export class ExtensionBlockMismatchError extends BaseError {
  readonly code = 'EXTENSION_BLOCK_MISMATCH'
  constructor(args: { root: string; block: number; expectedRoot: string; expectedBlock: number }) {
    super(
      `The documents are of block ${args.block} of the list ${args.root}; expected block ${args.expectedBlock} of the list ${args.expectedRoot}.`,
    )
  }
}

/** Thrown if a block holds another number of documents, or other leaves, than the list has hashes in it. */
export class ExtensionBlockLeavesError extends BaseError {
  readonly code = 'EXTENSION_BLOCK_LEAVES'
  constructor(args: { reason: string }) {
    super(`The block does not have the documents that the list names: ${args.reason}.`)
  }
}

/** Thrown if a block ends before its documents do, or if bytes follow them. */
export class ExtensionBlockLengthError extends BaseError {
  readonly code = 'EXTENSION_BLOCK_LENGTH'
  constructor(args: { length: number; reason: string }) {
    super(`The block of extension documents has ${args.length} bytes: ${args.reason}.`)
  }
}

/** Thrown if a document has another hash than its record in the list. */
export class ExtensionHashMismatchError extends BaseError {
  readonly code = 'EXTENSION_HASH_MISMATCH'
  constructor(args: { leafIndex: number; hash: string; expected: string }) {
    super(`The document of leaf ${args.leafIndex} has the hash ${args.hash}; expected ${args.expected}.`)
  }
}

/** Thrown if a block cannot be made because a document of it is not at hand. A block has all of them or is not served. */
export class ExtensionDocumentMissingError extends BaseError {
  readonly code = 'EXTENSION_DOCUMENT_MISSING'
  constructor(args: { leafIndex: number; extensionHash: string }) {
    super(`The document of leaf ${args.leafIndex} with the hash ${args.extensionHash} is not at hand.`)
  }
}
