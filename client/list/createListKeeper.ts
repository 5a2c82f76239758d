import { ClientBusyError } from '../errors.ts'
import type { ChainClock } from '../trust/chainClock.ts'
import type { ListState } from './createListState.ts'
import { isDue, isWithinLag, usableUntil } from './epochTime.ts'
import { NodeListRefusedError } from './errors.ts'
import { type HeldList, type TakeList, toNodeList, type VerifiedNodeList } from './nodeList.ts'

/**
 * Longest pause between attempts of `getDue` to get the list due while an older one may still be used. A caller may call it
 * for each message, and must not send servers as many requests. At most a quarter of an epoch.
 */
const RETRY_PAUSE_MS_MAX = 30_000
const QUARTER_EPOCH_MS_PER_SECOND = 250

/** Keeps the list in use current. */
export type ListKeeper = {
  /**
   * Returns the held list if a request could not change the answer, else `null`. Asks no source. A request cannot change the
   * answer in two cases:
   *
   * - The held list is the one due, and the chain cannot have moved on since its time was read.
   * - The held list is still usable, and the sources were asked for the one due just now.
   */
  heldUntilNext(): VerifiedNodeList | null
  /**
   * Returns the held list if it is the one due by the chain's time, else the result of `refresh`. Returns the held list if
   * `refresh` fails while the held one is at most `maxEpochLag` behind.
   *
   * @throws NodeListRefusedError, StorageInvalidError, ClientBusyError
   */
  getDue(refresh: (chainTime: bigint | null) => Promise<VerifiedNodeList>): Promise<VerifiedNodeList>
  /**
   * Asks the sources for the newest list due, and holds it.
   *
   * @param chainTime pass it if it was read just now
   * @throws NodeListRefusedError, StorageInvalidError
   */
  refresh(chainTime: bigint | null | undefined): Promise<VerifiedNodeList>
}

export function createListKeeper(args: {
  state: ListState
  takeList: TakeList
  clock: Pick<ChainClock, 'last' | 'mayHaveReached'>
  /** Reads the chain's time, in unix seconds. @throws NodeListRefusedError */
  readTime: () => Promise<bigint | null>
  epochSeconds: number
  maxEpochLag: number
  /** Milliseconds of the device's clock; only differences matter. */
  nowMs: () => number
}): ListKeeper {
  const { state, takeList, clock, readTime, epochSeconds, maxEpochLag, nowMs } = args
  let triedAtMs: number | null = null

  /** Returns whether a list that is not the one due may still be used. */
  const isUsable = ({ verified }: HeldList, chainTime: bigint | null): boolean =>
    isWithinLag(verified.epoch, { chainTime, epochSeconds, lag: maxEpochLag })

  const hasJustTried = (): boolean => {
    if (triedAtMs === null) return false
    const elapsedMs = nowMs() - triedAtMs
    return elapsedMs >= 0 && elapsedMs < Math.min(RETRY_PAUSE_MS_MAX, QUARTER_EPOCH_MS_PER_SECOND * epochSeconds)
  }

  return {
    heldUntilNext() {
      const held = state.held()
      const chainTime = clock.last()
      if (held === null || chainTime === undefined) return null
      const { epoch } = held.verified
      const isOverdue = !isDue(epoch, chainTime, epochSeconds)
      if (isOverdue && !(isUsable(held, chainTime) && hasJustTried())) return null
      const end = usableUntil(epoch, isOverdue ? maxEpochLag : 0, epochSeconds)
      return clock.mayHaveReached(end) ? null : toNodeList(held, chainTime, epochSeconds)
    },
    async getDue(refresh) {
      await state.start()
      const chainTime = await readTime()
      const held = state.held()
      if (held === null) return refresh(chainTime)
      const isHeldUsable = isUsable(held, chainTime)
      if (isDue(held.verified.epoch, chainTime, epochSeconds) || (isHeldUsable && hasJustTried()))
        return toNodeList(held, chainTime, epochSeconds)
      try {
        return await refresh(chainTime)
      } catch (error) {
        // The failures were reported. The held list was verified and is not too old yet.
        if (!(error instanceof NodeListRefusedError || error instanceof ClientBusyError) || !isHeldUsable) throw error
        return toNodeList(held, chainTime, epochSeconds)
      }
    },
    async refresh(known) {
      await state.start()
      try {
        const chainTime = known === undefined ? await readTime() : known
        const taken = await takeList(chainTime, state.held())
        await state.hold(taken)
        return toNodeList(taken, chainTime, epochSeconds)
      } finally {
        triedAtMs = nowMs()
      }
    },
  }
}
