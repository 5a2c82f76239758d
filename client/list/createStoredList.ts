import { BaseError } from '../shared/errors/baseError.ts'
import { verifyEpochProof } from '../shared/list/epochProof.ts'
import { encodeSnapshot, parseSnapshot } from '../shared/list/snapshot.ts'
import { decodeList } from '../shared/list/wire.ts'
import { StorageInvalidError } from './errors.ts'
import { checkList } from './fetchList.ts'
import { type HeldList, holdList } from './nodeList.ts'
import { checkTrusted } from './offeredEpoch.ts'
import type { Settings } from './settings.ts'

/** How reports and lists name the list from the caller's storage, where they name a source. */
export const STORED_LIST = 'stored list'

/** A list in storage only spares a fetch: whatever is wrong with it is reported, and the sources are asked. */
async function orReport<T>(settings: Settings, run: () => Promise<T>): Promise<T | null> {
  try {
    return await run()
  } catch (cause) {
    const error =
      cause instanceof BaseError
        ? cause
        : new StorageInvalidError({ reason: 'the list could not be read or written', cause })
    settings.report({ source: STORED_LIST, error })
    return null
  }
}

/**
 * The list that was accepted last, from the caller's storage. It is verified anew, and the trust source is asked for its
 * block as it would be for a source's: the caller may trust another one by now. `null` where there is none, where it is
 * behind the accepted epoch because only a record was asked for since, and where it does not hold; sources are asked then.
 */
export async function readStoredList(settings: Settings): Promise<HeldList | null> {
  const { listStorage } = settings
  const accepted = await settings.accepted.last()
  if (listStorage === undefined || accepted === null) return null
  return orReport(settings, async () => {
    const text = await listStorage.get()
    if (text === null || text === undefined) return null
    const { proof, list: bytes } = parseSnapshot(text)
    const verified = verifyEpochProof(proof, settings)
    if (verified.epoch < accepted.epoch) return null
    if (verified.epoch !== accepted.epoch || verified.child.hash !== accepted.childHash)
      throw new StorageInvalidError({ reason: `its list is of epoch ${verified.epoch}, not of the accepted one` })
    const list = decodeList(bytes, settings.limits)
    checkList(settings, list, verified.root)
    await checkTrusted(settings, verified)
    return holdList({ proof, verified }, { list, source: STORED_LIST }, null)
  })
}

/** Keeps an accepted list for the next start. */
export async function writeStoredList(settings: Settings, { proof, list }: HeldList): Promise<void> {
  const { listStorage } = settings
  if (listStorage === undefined) return
  await orReport(settings, async () => listStorage.set(encodeSnapshot({ proof, list: list.bytes })))
}
