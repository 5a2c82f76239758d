import { BaseError } from '../errors/baseError.ts'

/** Thrown if a weight is below 0. */
export class WeightInvalidError extends BaseError {
  readonly code = 'WEIGHT_INVALID'
  constructor(args: { weight: bigint }) {
    super(`A weight is ${args.weight}: weights are whole numbers from 0 on.`)
  }
}

/** Thrown if an operator has a negative number of nodes, or more guards than nodes. */
export class OperatorNodesInvalidError extends BaseError {
  readonly code = 'OPERATOR_NODES_INVALID'
  constructor(args: { operator: string; nodes: bigint; guardEligible: bigint }) {
    super(
      `Operator ${args.operator} has ${args.nodes} nodes, ${args.guardEligible} of them guards: expected 0 ≤ guards ≤ nodes.`,
    )
  }
}

/** Thrown if a field of a node cannot be the key of an entity. */
export class EntityKeyInvalidError extends BaseError {
  readonly code = 'ENTITY_KEY_INVALID'
  constructor(args: { nodeId: number; field: string; value: unknown; expected: string }) {
    super(`Node ${args.nodeId} has ${args.field} ${String(args.value)}: expected ${args.expected}.`)
  }
}

/** Thrown if a metric needs a field that the caller did not load. */
export class NodeFieldMissingError extends BaseError {
  readonly code = 'NODE_FIELD_MISSING'
  constructor(args: { nodeId: number; field: string }) {
    super(`Node ${args.nodeId} has no ${args.field}, and this metric needs it.`, {
      metaMessages: ['Load the field. If its value is unknown, pass null where the type allows it.'],
    })
  }
}

/** Thrown if entries cannot stand in a histogram. */
export class HistogramInvalidError extends BaseError {
  readonly code = 'HISTOGRAM_INVALID'
  constructor(args: { reason: string }) {
    super(`The entries are not a histogram: ${args.reason}.`)
  }
}

/** Thrown if a change of a what-if question is not exactly one change, or its number is out of range. */
export class ChangeInvalidError extends BaseError {
  readonly code = 'CHANGE_INVALID'
  constructor(args: { reason: string }) {
    super(`The change cannot be applied: ${args.reason}.`)
  }
}
