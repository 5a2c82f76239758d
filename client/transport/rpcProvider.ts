import type { Hex } from '../../shared/bytes.ts'

/** The fields of a block that trust needs. Timestamp in unix seconds. */
export type RpcBlock = { number: bigint; hash: Hex; timestamp: bigint }

/** One untrusted Ethereum JSON-RPC server. */
export type RpcProvider = {
  /** The URL's origin. Errors name the provider by it. */
  readonly name: string
  /** Returns the unchecked result of a call. @throws RpcRefusedError, RpcResponseInvalidError, errors of `fetchBounded` */
  call(method: string, params: readonly unknown[]): Promise<unknown>
  /** Throws as `call`. @throws RpcChainMismatchError */
  checkChain(chainId: bigint): Promise<void>
  /** Returns a block by tag or by number. Throws as `call`. */
  block(tag: 'latest' | 'finalized' | bigint): Promise<RpcBlock>
}
