import type { Block, Call } from './operation.ts'
import type { Observed, Refusal, Rule } from './rule.ts'
import { absorb } from './rules/absorb.ts'
import { acceptOperator } from './rules/acceptOperator.ts'
import { acceptOwner } from './rules/acceptOwner.ts'
import { activate } from './rules/activate.ts'
import { approve } from './rules/approve.ts'
import { claim } from './rules/claim.ts'
import { exit } from './rules/exit.ts'
import { fund } from './rules/fund.ts'
import { change, execute, schedule } from './rules/governance.ts'
import { pauseRegistration, unpauseRegistration } from './rules/pauseRegistration.ts'
import { claimPlaces } from './rules/pools/claimPlaces.ts'
import { contribute } from './rules/pools/contribute.ts'
import { finalize } from './rules/pools/finalize.ts'
import { offerSlot } from './rules/pools/offerSlot.ts'
import { openPool } from './rules/pools/openPool.ts'
import { replaceRegistration } from './rules/pools/replaceRegistration.ts'
import { requestPoolExit } from './rules/pools/requestPoolExit.ts'
import { setBeneficiary } from './rules/pools/setBeneficiary.ts'
import { takeSlot } from './rules/pools/takeSlot.ts'
import { withdraw } from './rules/pools/withdraw.ts'
import { proposeOperator } from './rules/proposeOperator.ts'
import { proposeOwner } from './rules/proposeOwner.ts'
import { publish } from './rules/publish.ts'
import { quorum } from './rules/quorum.ts'
import { register } from './rules/register.ts'
import { requestExit } from './rules/requestExit.ts'
import { resumeByOperator } from './rules/resumeByOperator.ts'
import { rotateKeys } from './rules/rotateKeys.ts'
import { setExtension } from './rules/setExtension.ts'
import { sweep } from './rules/sweep.ts'
import { transfer } from './rules/transfer.ts'
import { updateEndpoint } from './rules/updateEndpoint.ts'
import { usePermit } from './rules/usePermit.ts'
import type { ModelState } from './state.ts'

const RULES: { readonly [K in Call['kind']]: Rule<Extract<Call, { kind: K }>> } = {
  register,
  activate,
  updateEndpoint,
  proposeOwner,
  acceptOwner,
  proposeOperator,
  acceptOperator,
  rotateKeys,
  setExtension,
  requestExit,
  exit,
  quorum,
  resumeByOperator,
  claim,
  absorb,
  fund,
  sweep,
  transfer,
  approve,
  usePermit,
  pauseRegistration,
  unpauseRegistration,
  schedule,
  execute,
  change,
  publish,
  openPool,
  replaceRegistration,
  contribute,
  withdraw,
  finalize,
  requestPoolExit,
  claimPlaces,
  setBeneficiary,
  offerSlot,
  takeSlot,
  mine: { refusals: () => [], apply: () => undefined },
}

export type Model = {
  readonly state: ModelState
  /** Every reason to refuse a call in this block; none: it must succeed. */
  refusals(call: Call, block: Block): Promise<readonly Refusal[]>
  /** Changes the state like a successful call. */
  apply(call: Call, block: Block, observed: Observed): Promise<void>
}

/**
 * The protocol as docs/protocol.md and the interfaces describe it, in plain data structures: no storage layout, no
 * accumulators, no incremental tree. Signatures are known only by their signer and terms.
 */
export const createModel = (state: ModelState): Model => {
  const ruleOf = (call: Call) => RULES[call.kind] as Rule<Call>
  return {
    state,
    refusals: async (call, block) => ruleOf(call).refusals(state, call, block),
    apply: async (call, block, observed) => ruleOf(call).apply(state, call, block, observed),
  }
}
