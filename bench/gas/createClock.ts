import type { ChainClient } from '../../devnet/chain/chainClient.ts'

/** Seconds between two blocks, a public chain's. */
const BLOCK_SECONDS = 12

/**
 * The clock of a local chain. Left alone, Hardhat dates blocks by the machine's clock, and no run would repeat another:
 * every block made through `client` is dated by this clock instead.
 */
export type Clock = {
  /** The chain's client; what it mines is a block's time after the block before, or at the time set beforehand. */
  readonly client: ChainClient
  /** Unix seconds of the newest block. */
  readonly now: () => number
  /** Mines one block at `timestamp`. */
  readonly advanceTo: (timestamp: number) => Promise<void>
  /** Runs `task` and takes everything back that it did to the chain. */
  readonly rewinding: <T>(task: () => Promise<T>) => Promise<T>
}

/** @param startsAt unix seconds of the newest block */
export const createClock = (chain: ChainClient, startsAt: number): Clock => {
  let now = startsAt
  let chosen: number | undefined
  const tick = async (): Promise<void> => {
    if (chosen === undefined) await chain.setNextBlockTimestamp({ timestamp: BigInt(now + BLOCK_SECONDS) })
    now = chosen ?? now + BLOCK_SECONDS
    chosen = undefined
  }
  const ticking =
    <A extends unknown[], R>(action: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await tick()
      return action(...args)
    }
  const client: ChainClient = {
    ...chain,
    setNextBlockTimestamp: async ({ timestamp }) => {
      await chain.setNextBlockTimestamp({ timestamp })
      chosen = Number(timestamp)
    },
    mine: async ({ blocks }) => {
      await tick()
      await chain.mine({ blocks, interval: BLOCK_SECONDS })
      now += (blocks - 1) * BLOCK_SECONDS
    },
    deployContract: ticking(chain.deployContract),
    writeContract: ticking(chain.writeContract) as ChainClient['writeContract'],
    sendTransaction: ticking(chain.sendTransaction) as ChainClient['sendTransaction'],
  }
  return {
    client,
    now: () => now,
    advanceTo: async (timestamp) => {
      await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
      await client.mine({ blocks: 1 })
    },
    rewinding: async (task) => {
      const before = now
      const id = await chain.snapshot()
      try {
        return await task()
      } finally {
        await chain.revert({ id })
        now = before
      }
    },
  }
}
