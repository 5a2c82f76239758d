import type { Hex } from '../shared/bytes.ts'

/** The chain that a trust source is asked about. */
export type TrustContext = { chainId: bigint }

/**
 * Where trust in a block hash comes from: the one thing that a node list cannot prove by itself. Made by `rpcQuorum` or
 * `pinnedHash`, or your own.
 */
export type Trust = {
  /**
   * The newest header the source vouches for; its timestamp, in unix seconds, is the only clock that the client goes by. It
   * says which list is due, and how old one is. `null`: the source knows of no header but the pinned one, so neither can
   * be said.
   */
  latest(context: TrustContext): Promise<{ number?: bigint; timestamp: bigint } | null>
  /** The hash of the block with this number; throws unless that block is final. */
  blockHash(number: bigint, context: TrustContext): Promise<Hex>
}
