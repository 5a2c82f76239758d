import { bytesToHex, type Hex } from '../shared/bytes.ts'
import { BaseError } from '../shared/errors/baseError.ts'
import { applyDelta } from '../shared/list/applyDelta.ts'
import type { VerifiedEpoch } from '../shared/list/epochProof.ts'
import { ChainMismatchError, RegistryMismatchError, RootMismatchError } from '../shared/list/errors.ts'
import type { DecodedList } from '../shared/list/wire.ts'
import { ServerTimeoutError, ServerUnreachableError } from './errors.ts'
import type { HeldList } from './nodeList.ts'
import type { Settings } from './settings.ts'
import type { Source } from './source.ts'

/** Servers keep deltas from so many epochs back, and an older one would tell how long this client was away. */
const DELTA_EPOCHS_MAX = 24n

/** @throws ChainMismatchError, RegistryMismatchError, RootMismatchError */
export function checkList(settings: Settings, list: DecodedList, expectedRoot: Hex): void {
  if (list.chainId !== settings.chainId)
    throw new ChainMismatchError({ chainId: list.chainId, expected: settings.chainId })
  if (list.registry !== settings.registry)
    throw new RegistryMismatchError({ registry: list.registry, expected: settings.registry })
  const root = bytesToHex(list.root())
  if (root !== expectedRoot) throw new RootMismatchError({ root, expected: expectedRoot })
}

/** The list by what changed since the held one; `null` where there is no such delta, or none that can be used. */
async function byDelta(
  settings: Settings,
  source: Source,
  args: { verified: VerifiedEpoch; held: HeldList },
): Promise<DecodedList | null> {
  const { verified, held } = args
  const { root, epoch } = held.verified
  if (verified.epoch - epoch > DELTA_EPOCHS_MAX) return null
  try {
    const delta = await source.delta(root, verified.root)
    if (delta === null) return null
    if (delta.to !== verified.root) throw new RootMismatchError({ root: delta.to, expected: verified.root })
    return applyDelta({ root, list: held.list }, delta, settings.limits)
  } catch (error) {
    // A server that is not there will not have the list either; one that made a wrong delta may have a right list.
    const isGone = error instanceof ServerTimeoutError || error instanceof ServerUnreachableError
    if (!(error instanceof BaseError) || isGone) throw error
    settings.report({ source: source.name, error })
    return null
  }
}

/**
 * The list with the proven root: the held one where it has that root, else the held one and what changed, else the whole
 * list of the same source. Whatever way it came, its root was computed from its rows.
 */
export async function fetchList(
  settings: Settings,
  source: Source,
  args: { verified: VerifiedEpoch; held: HeldList | null },
): Promise<DecodedList> {
  const { verified, held } = args
  if (held !== null && held.verified.root === verified.root) return held.list
  const changed = held === null ? null : await byDelta(settings, source, { verified, held })
  if (changed !== null) return changed
  const list = await source.list(verified.root)
  checkList(settings, list, verified.root)
  return list
}
