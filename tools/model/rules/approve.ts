import type { ApproveCall } from '../operation.ts'
import type { Rule } from '../rule.ts'
import { approve as setAllowance } from '../token.ts'

export const approve: Rule<ApproveCall> = {
  refusals: () => [],
  apply: (state, { sender, spender, amount }) => setAllowance(state, sender, spender, amount),
}
