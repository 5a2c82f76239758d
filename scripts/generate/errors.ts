import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when a source cannot be split into tokens. The compiler refuses such a source too. */
export class SourceInvalidError extends BaseError {
  readonly code = 'SOURCE_INVALID'
  constructor({ line, text }: { line: number; text: string }) {
    super(`The comment or string that begins in line ${line} never ends: ${text}`)
  }
}

/** Thrown when a source or one of its imports is absent. */
export class SourceMissingError extends BaseError {
  readonly code = 'SOURCE_MISSING'
  constructor({ path, cause }: { path: string; cause: unknown }) {
    super(`${path} cannot be read.`, { cause, metaMessages: ['Correct the import, or install the packages: npm ci.'] })
  }
}

/** Thrown when two types of one storage layout have the same label and differ. */
export class LayoutAmbiguousError extends BaseError {
  readonly code = 'LAYOUT_AMBIGUOUS'
  constructor({ label }: { label: string }) {
    super(`Two types of one storage layout are called "${label}".`, {
      metaMessages: ['Rename one of them: the committed layout names types by label.'],
    })
  }
}

/** Thrown when the compiled form of a contract is absent. */
export class CompiledMissingError extends BaseError {
  readonly code = 'COMPILED_MISSING'
  constructor({ contractName, cause }: { contractName: string; cause: unknown }) {
    super(`${contractName} is not compiled.`, { cause, metaMessages: ['Compile it: npm run generate.'] })
  }
}
