import { encodeAbiParameters, type Hex, keccak256 } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import type { PoolCall, PoolTerms } from '../poolOperation.ts'
import type { Registration } from '../registration.ts'
import type { Beacons } from './createBeacons.ts'
import { type EncodedRegistration, encodeRegistration, type RegistrationEncoder } from './encodeRegistration.ts'
import { signPermit } from './signPermit.ts'

export type PoolEncoder = RegistrationEncoder & {
  readonly beacons: Beacons
  /** Signs in place of operators who did not. */
  readonly stranger: Hex
  /** A registration is passed more than once, and its proof is slow. */
  readonly encoded: WeakMap<Registration, Promise<EncodedRegistration>>
}

export const encodeOnce = (encoder: PoolEncoder, registration: Registration): Promise<EncodedRegistration> => {
  const known = encoder.encoded.get(registration)
  if (known !== undefined) return known
  const made = encodeRegistration(encoder, registration, encoder.stranger)
  encoder.encoded.set(registration, made)
  return made
}

type Encoded = { readonly functionName: string; readonly args: readonly unknown[] }

/** Encodes a call of the contribution pools. */
export const encodePoolCall = async (encoder: PoolEncoder, made: PoolCall): Promise<Encoded> => {
  switch (made.kind) {
    case 'openPool': {
      const registration = await encodeOnce(encoder, made.registration)
      const permit = await signPermit(encoder, made.permit)
      return { functionName: 'open', args: [made.terms, ...registration, made.amount, permit] }
    }
    case 'replaceRegistration':
    case 'finalize':
      return { functionName: made.kind, args: [made.poolId, ...(await encodeOnce(encoder, made.registration))] }
    case 'contribute': {
      const permit = await signPermit(encoder, made.permit)
      return { functionName: made.kind, args: [made.poolId, made.termsHash, made.amount, made.beneficiary, permit] }
    }
    case 'withdraw':
      return { functionName: made.kind, args: [made.poolId] }
    case 'requestPoolExit':
      return { functionName: 'requestExit', args: [made.poolId] }
    case 'claimPlaces':
      return { functionName: 'claim', args: [made.places] }
    case 'setBeneficiary':
      return { functionName: made.kind, args: [made.poolId, made.beneficiary] }
    case 'offerSlot':
      return { functionName: made.kind, args: [made.poolId, made.to] }
    case 'takeSlot':
      return { functionName: made.kind, args: [made.poolId, made.slot] }
  }
}

const INPUTS = contributionPoolsAbi.find((item) => item.type === 'function' && item.name === 'hashTerms')?.inputs

/** keccak of the terms, in the ABI's encoding. */
export const hashTerms = (poolId: bigint, opener: Hex, terms: PoolTerms): Hex =>
  keccak256(encodeAbiParameters(INPUTS ?? [], [poolId, opener, terms] as never))
