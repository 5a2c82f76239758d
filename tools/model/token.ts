import { type Hex, maxUint256 } from 'viem'
import type { SignedPermit } from './registration.ts'
import { type Refusal, refusal } from './rule.ts'
import type { ModelState } from './state.ts'

/** ERC-20 with ERC-2612 permits, as far as the contracts use it. An infinite allowance never shrinks. */
export const balanceOf = (state: ModelState, account: Hex): bigint => state.balances.get(account) ?? 0n

const allowanceKey = (owner: Hex, spender: Hex): string => `${owner} ${spender}`

export const allowanceOf = (state: ModelState, owner: Hex, spender: Hex): bigint =>
  state.allowances.get(allowanceKey(owner, spender)) ?? 0n

export const approve = (state: ModelState, owner: Hex, spender: Hex, amount: bigint): void => {
  state.allowances.set(allowanceKey(owner, spender), amount)
}

export const move = (state: ModelState, from: Hex, to: Hex, amount: bigint): void => {
  state.balances.set(from, balanceOf(state, from) - amount)
  state.balances.set(to, balanceOf(state, to) + amount)
}

/** Moves tokens of `owner` to `spender`, by `spender`. */
export const pull = (state: ModelState, owner: Hex, spender: Hex, amount: bigint): void => {
  const allowance = allowanceOf(state, owner, spender)
  if (allowance !== maxUint256) approve(state, owner, spender, allowance - amount)
  move(state, owner, spender, amount)
}

export const balanceRefusals = (state: ModelState, owner: Hex, amount: bigint): Refusal[] =>
  balanceOf(state, owner) < amount ? [refusal('ERC20InsufficientBalance', owner, balanceOf(state, owner), amount)] : []

/** @param allowance allowance of the spender at that moment */
export const pullRefusals = (
  state: ModelState,
  pull: { owner: Hex; spender: Hex; amount: bigint; allowance: bigint },
): Refusal[] => [
  ...(pull.allowance < pull.amount
    ? [refusal('ERC20InsufficientAllowance', pull.spender, pull.allowance, pull.amount)]
    : []),
  ...balanceRefusals(state, pull.owner, pull.amount),
]

/** Caller and permit shown to the token, as one of `owner` for `spender`. */
export type ShownPermit = { readonly owner: Hex; readonly spender: Hex; readonly permit: SignedPermit }

/** Whether the token accepts the permit. */
export const permitHolds = (state: ModelState, { owner, spender, permit }: ShownPermit, time: number): boolean =>
  permit.signer === owner &&
  permit.spender === spender &&
  permit.nonce === (state.permitNonces.get(owner) ?? 0n) &&
  permit.deadline >= BigInt(time)

export const usePermit = (state: ModelState, { owner, spender, permit }: ShownPermit): void => {
  state.permitNonces.set(owner, permit.nonce + 1n)
  approve(state, owner, spender, permit.value)
}

/** A pull by a contract that tries a given permit first. A refused permit is ignored. */
export type PermittedPull = {
  readonly owner: Hex
  readonly spender: Hex
  readonly amount: bigint
  readonly permit: SignedPermit | undefined
}

const shown = ({ owner, spender, permit }: PermittedPull): ShownPermit | undefined =>
  permit && { owner, spender, permit }

export const permittedPullRefusals = (state: ModelState, asked: PermittedPull, time: number): Refusal[] => {
  const { owner, spender, amount } = asked
  const permit = shown(asked)
  const holds = permit !== undefined && permitHolds(state, permit, time)
  const allowance = holds ? permit.permit.value : allowanceOf(state, owner, spender)
  return pullRefusals(state, { owner, spender, amount, allowance })
}

export const permittedPull = (state: ModelState, asked: PermittedPull, time: number): void => {
  const permit = shown(asked)
  if (permit !== undefined && permitHolds(state, permit, time)) usePermit(state, permit)
  pull(state, asked.owner, asked.spender, asked.amount)
}
