import { HeaderEncodingUnknownError } from '../list/errors.ts'

/** Thrown if no order of the fields of a block gives its hash. */
export class HeaderFormUnknownError extends HeaderEncodingUnknownError {
  /** Fields that are to blame: missing, malformed or of unknown place. */
  readonly fields: readonly string[]
  /** Orders that were tried. */
  readonly tries: number
  constructor(args: { hash: string; reason: string; fields: readonly string[]; tries: number }) {
    super(args)
    this.fields = args.fields
    this.tries = args.tries
  }
}
