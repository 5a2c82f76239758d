import type { Block, Call } from './operation.ts'
import type { ModelNode, ModelState } from './state.ts'

/** A custom error that the specification allows for the contract. Undefined arguments are not predicted. */
export type Refusal = { readonly name: string; readonly args: readonly unknown[] }

/**
 * Values that the model cannot predict to the last unit. It takes them from the chain after it checked their bounds.
 */
export type Observed = { readonly rewardsPaid: ReadonlyMap<number, bigint> }

/**
 * Specification of one call: every reason for a refusal, and the changes if there is none. The order of checks is up to
 * the contract.
 */
export type Rule<C extends Call> = {
  readonly refusals: (state: ModelState, call: C, block: Block) => readonly Refusal[] | Promise<readonly Refusal[]>
  readonly apply: (state: ModelState, call: C, block: Block, observed: Observed) => void | Promise<void>
}

export const refusal = (name: string, ...args: readonly unknown[]): Refusal => ({ name, args })

/** The node of a call that passed its checks. */
export const knownNode = (state: ModelState, nodeId: number): ModelNode => {
  const node = state.nodes.get(nodeId)
  if (node === undefined) throw new RangeError(`The model has no node ${nodeId}.`)
  return node
}
