import { BaseError } from '../../shared/errors/baseError.ts'

/** Longest part of a shown value: enough to find the place, short enough for a terminal. */
const EXCERPT_LENGTH_MAX = 96

/** Characters before the first difference of two long texts. */
const CONTEXT_LENGTH = 32

/** Formats both values. Long ones are cut to the part around the first difference, with its position. */
function excerpts(expected: unknown, got: unknown): [expected: string, got: string] {
  const texts = [String(expected), String(got)] as const
  if (texts.every((text) => text.length <= EXCERPT_LENGTH_MAX)) return [...texts]
  let position = 0
  while (position < texts[0].length && texts[0][position] === texts[1][position]) position++
  const from = Math.max(0, position - CONTEXT_LENGTH)
  const [a, b] = texts.map((text) => {
    const part = text.slice(from, from + EXCERPT_LENGTH_MAX)
    return `${from > 0 ? '…' : ''}${part}${from + EXCERPT_LENGTH_MAX < text.length ? '…' : ''} (from character ${position} on)`
  }) as [string, string]
  return [a, b]
}

/** Thrown at the first value that differs between an implementation and the vectors. */
export class ConformanceDifferenceError extends BaseError {
  readonly code = 'CONFORMANCE_DIFFERENCE'
  constructor(args: {
    file: string
    implementation: string
    case: string
    field: string
    expected: unknown
    got: unknown
  }) {
    const [expected, got] = excerpts(args.expected, args.got)
    super(`${args.file}, ${args.case}: ${args.implementation} differs in ${args.field}.`, {
      metaMessages: [`expected ${expected}`, `got      ${got}`],
    })
  }
}

/** Thrown when an implementation refuses a valid case of the vectors. */
export class CaseRefusedError extends BaseError {
  readonly code = 'CASE_REFUSED'
  constructor(args: { file: string; implementation: string; case: string; cause: BaseError }) {
    super(`${args.file}, ${args.case}: ${args.implementation} refuses it.`, {
      cause: args.cause,
      metaMessages: ['expected accepted', `got      ${args.cause.code}: ${args.cause.message}`],
    })
  }
}

/** Thrown when a vector file has another form than its name says. */
export class VectorFileInvalidError extends BaseError {
  readonly code = 'VECTOR_FILE_INVALID'
  constructor(args: { file: string; reason: string; cause?: unknown }) {
    super(`${args.file} is not a vector file: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown when a folder cannot be read, or has nothing to check. */
export class VectorFolderInvalidError extends BaseError {
  readonly code = 'VECTOR_FOLDER_INVALID'
  constructor(args: { folder: string; reason: string; cause?: unknown }) {
    super(`${args.folder} cannot be checked: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown when the compiled contracts are absent, or a transaction to one of them failed. */
export class LocalChainError extends BaseError {
  readonly code = 'LOCAL_CHAIN'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The contracts could not be run: ${args.reason}.`, { cause: args.cause })
  }
}
