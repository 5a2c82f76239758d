import type { Hex } from 'viem'
import type { Registration, SignedPermit } from './registration.ts'

/** Calls of the contribution pools. Amounts in base units, times in unix seconds. */
export type Reservation = { readonly contributor: Hex; readonly least: bigint }

export type PoolTerms = {
  readonly feeBps: number
  readonly deadline: number
  readonly requirement: bigint
  readonly reservations: readonly Reservation[]
}

export type OpenPoolCall = {
  readonly kind: 'openPool'
  readonly sender: Hex
  readonly terms: PoolTerms
  readonly registration: Registration
  readonly amount: bigint
  readonly permit?: SignedPermit
}

export type ReplaceRegistrationCall = {
  readonly kind: 'replaceRegistration'
  readonly sender: Hex
  readonly poolId: bigint
  readonly registration: Registration
}

export type ContributeCall = {
  readonly kind: 'contribute'
  readonly sender: Hex
  readonly poolId: bigint
  readonly termsHash: Hex
  readonly amount: bigint
  readonly beneficiary: Hex
  readonly permit?: SignedPermit
}

export type WithdrawCall = { readonly kind: 'withdraw'; readonly sender: Hex; readonly poolId: bigint }

export type FinalizeCall = {
  readonly kind: 'finalize'
  readonly sender: Hex
  readonly poolId: bigint
  readonly registration: Registration
}

export type RequestPoolExitCall = { readonly kind: 'requestPoolExit'; readonly sender: Hex; readonly poolId: bigint }

export type PlaceName = { readonly poolId: bigint; readonly slot: number }

export type ClaimPlacesCall = {
  readonly kind: 'claimPlaces'
  readonly sender: Hex
  readonly places: readonly PlaceName[]
}

export type SetBeneficiaryCall = {
  readonly kind: 'setBeneficiary'
  readonly sender: Hex
  readonly poolId: bigint
  readonly beneficiary: Hex
}

export type OfferSlotCall = {
  readonly kind: 'offerSlot'
  readonly sender: Hex
  readonly poolId: bigint
  readonly to: Hex
}

export type TakeSlotCall = {
  readonly kind: 'takeSlot'
  readonly sender: Hex
  readonly poolId: bigint
  readonly slot: number
}

export type PoolCall =
  | OpenPoolCall
  | ReplaceRegistrationCall
  | ContributeCall
  | WithdrawCall
  | FinalizeCall
  | RequestPoolExitCall
  | ClaimPlacesCall
  | SetBeneficiaryCall
  | OfferSlotCall
  | TakeSlotCall
