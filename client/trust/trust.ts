import type { Hex } from '../../shared/bytes.ts'

/** The chain that a trust source is asked about. */
export type TrustContext = { chainId: bigint }

/**
 * A source of trust in block hashes. A node list proves everything but the hash of the block it rests on. Made by `rpcQuorum`
 * or `pinnedHash`, or by the caller.
 */
export type Trust = {
  /**
   * Returns the newest header that the source vouches for, its timestamp in unix seconds. This timestamp is the client's only
   * clock for lists: it decides which list is due and how old a list is. Returns `null` if the source knows no header but the
   * pinned one. Then neither can be decided.
   */
  latest(context: TrustContext): Promise<{ number?: bigint; timestamp: bigint } | null>
  /** Returns the hash of the block with this number. Throws unless that block is final. */
  blockHash(number: bigint, context: TrustContext): Promise<Hex>
}

/**
 * Asks the trust source for the hash of a block.
 *
 * @throws BlockHashUntrustedError if it names another hash; TrustFailedError; or an error with a code of the trust source
 */
export type CheckBlock = (block: { number: bigint; hash: Hex }) => Promise<void>
