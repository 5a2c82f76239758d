import { BaseError } from '../../shared/errors/baseError.ts'
import { TrustFailedError } from './errors.ts'

/** Asks the caller's trust source. Errors without a code become a TrustFailedError. @throws TrustFailedError */
export async function askTrust<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (cause) {
    if (cause instanceof BaseError) throw cause
    throw new TrustFailedError({ reason: 'it threw an error of its own', cause })
  }
}
