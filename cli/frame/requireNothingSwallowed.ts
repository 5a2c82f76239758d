import type { ParsedCall } from './createProgram.ts'
import { optionsOf } from './createProgram.ts'
import { UsageError } from './errors.ts'

/**
 * Refuses a call if npm took an option of the command for its own, because `--` was forgotten. If it went unnoticed, a
 * forgotten `--dry-run` would send.
 *
 * @throws UsageError
 */
export const requireNothingSwallowed = ({ definition, values }: ParsedCall, title: string): void => {
  if (process.env['npm_lifecycle_event'] !== 'muster') return
  const swallowed = optionsOf(definition)
    .map(({ name }) => name)
    .filter((name) => {
      const value = process.env[`npm_config_${name.replaceAll('-', '_')}`]
      // npm has a setting of this name. It holds the URL of a server.
      const isOfNpm = name === 'registry' && /^https?:/.test(value ?? '')
      return value !== undefined && value !== '' && !isOfNpm && values[name] === undefined
    })
  if (swallowed.length === 0) return
  const names = swallowed.map((name) => `--${name}`).join(', ')
  throw new UsageError({
    message: `npm took ${names} for an option of its own, so the command would run without it.`,
    advice: [`Write "--" before the command: ${title} …`],
  })
}
