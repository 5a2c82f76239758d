import { BaseError } from '../shared/errors/baseError.ts'

/** Returns the first line of an error's message, with its code if it has one. */
export function describeError(error: unknown): string {
  if (error instanceof BaseError) return `${error.code}: ${error.message.split('\n', 1)[0]}`
  return error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]}` : String(error)
}
