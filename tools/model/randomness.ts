import type { Block } from './operation.ts'
import type { ModelNode, ModelState } from './state.ts'

/** Whether the hash of the ticket's block can be read in a block: it is past, and the chain remembers it. */
export const drawOf = (state: ModelState, { ticket }: ModelNode, { number }: Block): 'to come' | 'ready' | 'missed' => {
  if (number <= ticket) return 'to come'
  return number - ticket > state.world.hashWindow ? 'missed' : 'ready'
}
