import type { VerifiedEpoch } from '../../shared/list/epochProof.ts'
import type { AcceptedEpochs } from './acceptedEpoch.ts'
import { summaryOf } from './epochOffer.ts'
import type { HeldList } from './nodeList.ts'

/** The list in use and the newest accepted epoch of one client. */
export type ListState = {
  /** Reads the storage once, before any source is asked. @throws StorageInvalidError */
  start(): Promise<void>
  /** Returns the list in use, or the last one that was. */
  held(): HeldList | null
  /** Returns the newest accepted epoch. The held list may be older if only a record was asked for since. */
  newest(): VerifiedEpoch | null
  /** @throws StorageInvalidError */
  accept(epoch: VerifiedEpoch): Promise<void>
  /** Accepts the epoch of a list, holds the list, and stores it if its epoch is new. @throws StorageInvalidError */
  hold(list: HeldList): Promise<void>
}

export function createListState(args: {
  accepted: AcceptedEpochs
  /** Returns `null` if no usable list is stored. @throws StorageInvalidError */
  readStored: () => Promise<HeldList | null>
  writeStored: (list: HeldList) => Promise<void>
}): ListState {
  const { accepted, readStored, writeStored } = args
  let held: HeldList | null = null
  let newest: VerifiedEpoch | null = null
  let started: Promise<void> | null = null

  async function startFromStored(): Promise<void> {
    held = await readStored()
    newest = held?.verified ?? null
  }

  async function accept(epoch: VerifiedEpoch): Promise<void> {
    await accepted.accept(summaryOf(epoch))
    newest = epoch
  }

  return {
    async start() {
      await accepted.last()
      started ??= startFromStored().catch((error: unknown) => {
        started = null
        throw error
      })
      await started
    },
    held: () => held,
    newest: () => newest,
    accept,
    async hold(list) {
      await accept(list.verified)
      const isNews = held?.verified.epoch !== list.verified.epoch
      held = list
      if (isNews) await writeStored(list)
    },
  }
}
