import type { Hex } from 'viem'
import { BaseError } from '../../shared/errors/baseError.ts'

/**
 * The logs in hand cannot be what the contracts emitted: parent of every error that asks for the range to be fetched
 * again, elsewhere, then for all since the last proof, and for a loud stop when that does not help.
 */
export abstract class LogsInconsistentError extends BaseError {}

/** A log carries the topic of an event but not its data, or is of a contract that is not followed. */
export class LogUndecodableError extends LogsInconsistentError {
  override readonly code = 'LOG_UNDECODABLE'
  constructor(args: { blockNumber: bigint; logIndex: number; cause: unknown }) {
    super(`Log ${args.logIndex} of block ${args.blockNumber} does not decode.`, { cause: args.cause })
  }
}

/** An event about a node that is not there, or not in the state the event presumes: a log before it is missing. */
export class EventOutOfPlaceError extends LogsInconsistentError {
  override readonly code = 'EVENT_OUT_OF_PLACE'
  constructor(args: { eventName: string; nodeId: number; status: string; blockNumber: bigint }) {
    super(`${args.eventName} of node ${args.nodeId} in block ${args.blockNumber} found the node ${args.status}.`, {
      metaMessages: ['A log before it is missing, doubled, or out of order.'],
    })
  }
}

/** An announced call ends that was not announced, or has ended: a log before it is missing. */
export class OperationOutOfPlaceError extends LogsInconsistentError {
  override readonly code = 'OPERATION_OUT_OF_PLACE'
  constructor(args: {
    operationId: Hex
    nonce: number
    state: string
    found: string | undefined
    blockNumber: bigint
  }) {
    const found = args.found === undefined ? 'was never announced' : `is ${args.found} already`
    super(
      `Operation ${args.operationId} (nonce ${args.nonce}) is ${args.state} in block ${args.blockNumber}, and ${found}.`,
      {
        metaMessages: ['A log before it is missing, doubled, or out of order.'],
      },
    )
  }
}

/** `extensionHash` in ExtensionSet is not the hash of its document. */
export class ExtensionHashMismatchError extends LogsInconsistentError {
  override readonly code = 'EXTENSION_HASH_MISMATCH'
  constructor(args: { nodeId: number; extensionHash: Hex; computed: Hex; blockNumber: bigint }) {
    super(`The extension of node ${args.nodeId} in block ${args.blockNumber} does not have the hash in its event.`, {
      metaMessages: [`In the event: ${args.extensionHash}`, `Computed: ${args.computed}`],
    })
  }
}

/** An event of a contribution pool that its state does not allow: a log before it is missing. */
export class PoolEventOutOfPlaceError extends LogsInconsistentError {
  override readonly code = 'POOL_EVENT_OUT_OF_PLACE'
  constructor(args: { eventName: string; poolId: bigint; found: string; blockNumber: bigint }) {
    super(`${args.eventName} of pool ${args.poolId} in block ${args.blockNumber} found ${args.found}.`, {
      metaMessages: ['A log before it is missing, doubled, or out of order.'],
    })
  }
}

/** A value in an event of a contribution pool does not follow from the events before. */
export class PoolValueMismatchError extends LogsInconsistentError {
  override readonly code = 'POOL_VALUE_MISMATCH'
  constructor(args: {
    eventName: string
    poolId: bigint
    /** Name of the argument. */
    name: string
    value: unknown
    computed: unknown
    blockNumber: bigint
  }) {
    super(`${args.name} in ${args.eventName} of pool ${args.poolId} (block ${args.blockNumber}) does not follow.`, {
      metaMessages: [`In the event: ${args.value}`, `Computed: ${args.computed}`],
    })
  }
}

/** CreditPaid does not pay the whole credit of its beneficiary. Token base units. */
export class PoolCreditMismatchError extends LogsInconsistentError {
  override readonly code = 'POOL_CREDIT_MISMATCH'
  constructor(args: { beneficiary: Hex; amount: bigint; credit: bigint; blockNumber: bigint }) {
    super(`CreditPaid in block ${args.blockNumber} does not pay the credit of ${args.beneficiary}.`, {
      metaMessages: [`In the event: ${args.amount}`, `Computed: ${args.credit}`],
    })
  }
}

/** `version` in ListChanged does not follow the one before. */
export class ListVersionGapError extends LogsInconsistentError {
  override readonly code = 'LIST_VERSION_GAP'
  constructor(args: { version: bigint; expected: bigint; blockNumber: bigint }) {
    super(`ListChanged in block ${args.blockNumber} has version ${args.version}; ${args.expected} was due.`)
  }
}

/** The root computed from our own rows is not the one in ListChanged. */
export class ListRootMismatchError extends LogsInconsistentError {
  override readonly code = 'LIST_ROOT_MISMATCH'
  constructor(args: { version: bigint; root: Hex; computed: Hex; blockNumber: bigint }) {
    super(`The list root of version ${args.version} (block ${args.blockNumber}) does not follow from the records.`, {
      metaMessages: [`In the event: ${args.root}`, `Computed: ${args.computed}`],
    })
  }
}

/** Number of leaves in ListChanged and in our tree differ. */
export class LeafCountMismatchError extends LogsInconsistentError {
  override readonly code = 'LEAF_COUNT_MISMATCH'
  constructor(args: { version: bigint; leafCount: number; computed: number; blockNumber: bigint }) {
    super(
      `List version ${args.version} (block ${args.blockNumber}) says ${args.leafCount} leaves; ours has ${args.computed}.`,
    )
  }
}

/** A leaf in ListChanged is not the hash of the node's record, or a node changed and no ListChanged came. */
export class LeafMismatchError extends LogsInconsistentError {
  override readonly code = 'LEAF_MISMATCH'
  constructor(args: { nodeId: number; leaf: Hex | null; computed: Hex | null; blockNumber: bigint }) {
    super(`The leaf of node ${args.nodeId} in block ${args.blockNumber} does not follow from its record.`, {
      metaMessages: [`In the list: ${args.leaf ?? 'none'}`, `From the record: ${args.computed ?? 'none'}`],
    })
  }
}

/** A number in an event of the rewards pool does not follow from the accounts before it. */
export class RewardsMismatchError extends LogsInconsistentError {
  override readonly code = 'REWARDS_MISMATCH'
  constructor(args: { eventName: string; field: string; inEvent: string; computed: string; blockNumber: bigint }) {
    super(
      `${args.field} of ${args.eventName} in block ${args.blockNumber} does not follow from the accounts before it.`,
      {
        metaMessages: [`In the event: ${args.inEvent}`, `Computed: ${args.computed}`],
      },
    )
  }
}

/** An event of the rewards pool came before the accrual that was due, or an accrual came when none was. */
export class AccrualOutOfPlaceError extends LogsInconsistentError {
  override readonly code = 'ACCRUAL_OUT_OF_PLACE'
  constructor(args: { eventName: string; isDue: boolean; accruedAt: bigint; blockNumber: bigint }) {
    const expected = args.isDue ? 'Accrued was due before it' : 'no accrual was due'
    super(`${args.eventName} of the rewards pool in block ${args.blockNumber} is out of place: ${expected}.`, {
      metaMessages: [`The pool last accrued at ${args.accruedAt}.`],
    })
  }
}

/** The rows in the database do not give the list root stored beside them. */
export class StoredStateBrokenError extends BaseError {
  override readonly code = 'STORED_STATE_BROKEN'
  constructor(args: { root: Hex; computed: Hex; blockNumber: bigint }) {
    super(`The rows at block ${args.blockNumber} do not give the list root stored with them.`, {
      metaMessages: [`Stored: ${args.root}`, `Computed: ${args.computed}`, 'Run the rebuild: it refolds the raw logs.'],
    })
  }
}
