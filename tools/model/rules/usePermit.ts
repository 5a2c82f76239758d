import type { UsePermitCall } from '../operation.ts'
import { type Rule, refusal } from '../rule.ts'
import { reach } from '../state.ts'
import { permitHolds, usePermit as take } from '../token.ts'

export const usePermit: Rule<UsePermitCall> = {
  refusals: (state, { owner, permit }, { time }) => {
    if (permitHolds(state, { owner, spender: permit.spender, permit }, time)) return []
    // Over another nonce the signature recovers an unpredicted signer.
    return permit.deadline < BigInt(time)
      ? [refusal('ERC2612ExpiredSignature', permit.deadline)]
      : [refusal('ERC2612InvalidSigner', undefined, owner)]
  },
  apply: (state, { owner, permit }) => {
    take(state, { owner, spender: permit.spender, permit })
    reach(state, 'permit used by another')
  },
}
