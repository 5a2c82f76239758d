import { BaseError } from '../errors/baseError.ts'

/** Thrown when settings are missing or invalid, with a sentence for each of them. */
export class SettingsInvalidError extends BaseError {
  override readonly code = 'SETTINGS_INVALID'
  /** One sentence for each setting. Values of URLs are never in them. */
  readonly problems: readonly string[]
  constructor(args: { problems: readonly string[] }) {
    const { problems } = args
    super(`${problems.length === 1 ? 'A setting is' : `${problems.length} settings are`} missing or invalid.`, {
      metaMessages: [...problems, 'See .env.example.'],
    })
    this.problems = problems
  }
}
