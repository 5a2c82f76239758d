import { BaseError } from '../shared/errors/baseError.ts'
import { TrustFailedError } from './errors.ts'

/** Runs a question to the caller's trust source; what is not a named error of ours becomes one. @throws TrustFailedError */
export async function askTrust<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (cause) {
    if (cause instanceof BaseError) throw cause
    throw new TrustFailedError({ reason: 'it threw an error of its own', cause })
  }
}
