import { BaseError } from '../../../shared/errors/baseError.ts'

/** Thrown if an endpoint does not answer, or answers with an error. Its URL may hold a key and is not shown. */
export class RpcFailedError extends BaseError {
  readonly code = 'RPC_FAILED'
  constructor(args: { reason: string; cause: unknown }) {
    super(`The chain's endpoint failed: ${args.reason}`, { cause: args.cause, retryable: true })
  }
}

/** Thrown if a call would revert, with the reason in plain words. Nothing was sent. */
export class CallRevertedError extends BaseError {
  readonly code = 'CALL_REVERTED'
  /** Name of the contract's error; "unknown" if it has none of its own. */
  readonly reason: string
  /** Arguments of that error, as viem decodes them. */
  readonly values: readonly unknown[]
  constructor(args: { reason: string; values?: readonly unknown[]; sentence: string; cause: unknown }) {
    super(`The contract refuses: ${args.sentence} (${args.reason})`, { cause: args.cause })
    this.reason = args.reason
    this.values = args.values ?? []
  }
}

/** Thrown if a transaction was mined and reverted. The state changed after it was tried out. */
export class TransactionRevertedError extends BaseError {
  readonly code = 'TRANSACTION_REVERTED'
  constructor(args: { hash: string }) {
    super(`Transaction ${args.hash} reverted, though it went through when it was tried out just before.`, {
      metaMessages: ['Something changed in between. Run the command again to see what.'],
      retryable: true,
    })
  }
}

/** Thrown if an address holds no registry. */
export class NoRegistryError extends BaseError {
  readonly code = 'NO_REGISTRY'
  constructor(args: { registry: string; chainId: bigint; cause: unknown }) {
    super(`There is no registry at ${args.registry} on chain ${args.chainId}.`, { cause: args.cause })
  }
}

/** Thrown if an endpoint serves another chain than the call or its profile names. */
export class ChainMismatchError extends BaseError {
  readonly code = 'CHAIN_MISMATCH'
  constructor(args: { expected: number; from: string; found: number }) {
    super(`The endpoint serves chain ${args.found}, and ${args.from} names chain ${args.expected}. Nothing was sent.`, {
      metaMessages: ['Use an endpoint of that chain, or the profile of this one.'],
    })
  }
}

/** Thrown if gas costs more than the caller pays. Nothing was sent. Prices in the chain's smallest unit. */
export class GasPriceTooHighError extends BaseError {
  readonly code = 'GAS_PRICE_TOO_HIGH'
  constructor(args: { price: bigint; max: bigint }) {
    super(`A unit of gas may cost ${args.price}. At most ${args.max} is paid. Nothing was sent.`, { retryable: true })
  }
}
