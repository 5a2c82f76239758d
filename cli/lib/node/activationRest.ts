import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import { CallRevertedError } from '../chain/errors.ts'

/** A time before which the registry refuses every activation, and whether it is a limit or a pause. Unix seconds. */
export type ActivationRest = { readonly kind: 'limit' | 'pause'; readonly until: number }

/** The rest that a refused activation asks for. Undefined for any other error. */
export const activationRestOf = (error: unknown, epochSeconds: number): ActivationRest | undefined => {
  if (!(error instanceof CallRevertedError)) return undefined
  const value = Number(error.values[0])
  if (error.reason === 'RegistrationIsPaused') return { kind: 'pause', until: value }
  if (error.reason !== 'ActivationLimitReached') return undefined
  return { kind: 'limit', until: Number(boundaryOf(toEpoch(BigInt(value)), epochSeconds)) }
}
