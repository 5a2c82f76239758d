import { BaseError } from '../../../shared/errors/baseError.ts'

/** Thrown when an endpoint does not answer, or answers with an error. Its URL is not shown: it may hold a key. */
export class RpcFailedError extends BaseError {
  readonly code = 'RPC_FAILED'
  constructor(args: { reason: string; cause: unknown }) {
    super(`The chain's endpoint failed: ${args.reason}`, { cause: args.cause, retryable: true })
  }
}

/** Thrown when a call would revert, with the reason in plain words. Nothing was sent. */
export class CallRevertedError extends BaseError {
  readonly code = 'CALL_REVERTED'
  /** Name of the contract's error; "unknown" where it gave none of its own. */
  readonly reason: string
  constructor(args: { reason: string; sentence: string; cause: unknown }) {
    super(`The contract refuses: ${args.sentence} (${args.reason})`, { cause: args.cause })
    this.reason = args.reason
  }
}

/** Thrown when a transaction was mined and reverted: the state changed after it was tried out. */
export class TransactionRevertedError extends BaseError {
  readonly code = 'TRANSACTION_REVERTED'
  constructor(args: { hash: string }) {
    super(`Transaction ${args.hash} reverted, though it went through when it was tried out just before.`, {
      metaMessages: ['Something changed in between. Run the command again: it says what.'],
      retryable: true,
    })
  }
}

/** Thrown when there is no registry at an address. */
export class NoRegistryError extends BaseError {
  readonly code = 'NO_REGISTRY'
  constructor(args: { registry: string; cause: unknown }) {
    super(`There is no registry at ${args.registry} on this chain.`, { cause: args.cause })
  }
}
