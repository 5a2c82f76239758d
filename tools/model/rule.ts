import type { Block, Call } from './operation.ts'
import type { ModelNode, ModelState } from './state.ts'

/** A custom error that the specification allows the contract to answer with; undefined arguments are not foretold. */
export type Refusal = { readonly name: string; readonly args: readonly unknown[] }

/** What the model cannot know to the last unit, and takes from the chain once it is within the bounds it checks. */
export type Observed = { readonly rewardsPaid: ReadonlyMap<number, bigint> }

/**
 * What the specification says of one call: every reason for which it is refused (the order of checks is the contract's
 * own business), and what it changes where there is none.
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
