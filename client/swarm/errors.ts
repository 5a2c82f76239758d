import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when a list has no node with an id. */
export class NodeNotListedError extends BaseError {
  readonly code = 'NODE_NOT_LISTED'
  constructor(args: { nodeId: number }) {
    super(`The list has no node ${args.nodeId}. The node is not active, or does not exist.`)
  }
}
