import type { BaseError } from '../shared/errors/baseError.ts'
import type { VerifiedEpoch } from '../shared/list/epochProof.ts'
import {
  ClientBusyError,
  EpochNotDueError,
  EpochTooOldError,
  NodeListRefusedError,
  RecordRefusedError,
  type SourceFailure,
} from './errors.ts'
import { fetchList } from './fetchList.ts'
import { inTurn } from './inTurn.ts'
import { type HeldList, holdList, toNodeList, type VerifiedNodeList } from './nodeList.ts'
import { epochDue, type OfferedEpoch, offeredEpoch, summaryOf } from './offeredEpoch.ts'
import type { Settings } from './settings.ts'
import type { Source } from './source.ts'
import { readStoredList, writeStoredList } from './storedList.ts'
import { fetchRecord, type VerifiedRecord } from './verifiedRecord.ts'

/**
 * Pause between attempts of `getNodeList` to get the list due while an older one may still be used: whoever calls it for
 * each message must not ask servers that often. At most a quarter of an epoch.
 */
const RETRY_PAUSE_MS_MAX = 30_000
const QUARTER_EPOCH_MS_PER_SECOND = 250

/** How reports name the trust source where it is asked on its own. */
const TRUST_NAME = 'trust source'

/** What a client knows. */
export type ClientState = {
  /** The list in use, or the last one that was. */
  held: HeldList | null
  /** The newest accepted epoch; the list held may be of an older one where only a record was asked for since. */
  inUse: VerifiedEpoch | null
  /** Resolves once the stored list was read; set when that begins. */
  started: Promise<void> | null
  /** When the sources were asked last, by the device's clock. */
  triedAtMs: number | null
}

type Refuse = (failures: readonly SourceFailure[]) => BaseError

const refuseList: Refuse = (failures) => new NodeListRefusedError({ failures })

/** The chain's time; what is wrong with the trust source refuses the answer as a source would. */
export function readTime({ clock, report }: Settings, refuse: Refuse): Promise<bigint | null> {
  return inTurn({ asked: [{ name: TRUST_NAME }], ask: () => clock.read(), report, refuse })
}

function isDue({ epochSeconds }: Settings, epoch: bigint, chainTime: bigint | null): boolean {
  const due = epochDue(chainTime, epochSeconds)
  return due === null || epoch >= due
}

async function readStored(settings: Settings, state: ClientState): Promise<void> {
  state.held = await readStoredList(settings)
  state.inUse = state.held?.verified ?? null
}

/** Storage trouble is the caller's, not a source's: it is found before any source is asked. @throws StorageInvalidError */
async function start(settings: Settings, state: ClientState): Promise<void> {
  await settings.accepted.last()
  state.started ??= readStored(settings, state).catch((error: unknown) => {
    state.started = null
    throw error
  })
  await state.started
}

async function accept(settings: Settings, state: ClientState, { verified }: OfferedEpoch): Promise<void> {
  await settings.accepted.accept(summaryOf(verified))
  state.inUse = verified
}

/**
 * What is of the epoch due, from the first source that has it. What is behind, though not too far, is only taken when no
 * source has it newer: else a single source could give some of its clients an older list than others, and tell them by it.
 *
 * @param args.take asks one source for what is at most so many epochs behind
 */
async function takeNewest<S extends Source, T>(
  { maxEpochLag, report }: Settings,
  args: { asked: readonly S[]; take: (source: S, maxEpochLag: number) => Promise<T>; refuse: Refuse },
): Promise<T> {
  const { asked, take, refuse } = args
  if (maxEpochLag === 0) return inTurn({ asked, ask: (source) => take(source, 0), report, refuse })
  let failures: readonly SourceFailure[] = []
  try {
    return await inTurn({
      asked,
      ask: (source) => take(source, 0),
      report: (failure) => {
        if (!isBehind(failure)) report(failure)
      },
      refuse: (all) => {
        failures = all
        return refuse(all)
      },
    })
  } catch (error) {
    const behind = asked.filter((_, i) => isBehind(failures[i]))
    if (behind.length === 0) throw error
    return inTurn({
      asked: behind,
      ask: (source) => take(source, maxEpochLag),
      report,
      refuse: (again) => refuse([...failures.filter((failure) => !isBehind(failure)), ...again]),
    })
  }
}

/** A list from the sources, and at last from the one that came with the program. @throws NodeListRefusedError */
function takeList(settings: Settings, state: ClientState, chainTime: bigint | null): Promise<HeldList> {
  const { sources, bundled } = settings
  const asked: readonly Source[] = bundled === undefined ? sources : [...sources, bundled]
  return takeNewest(settings, {
    asked,
    take: async (source, maxEpochLag) => {
      const offered = await offeredEpoch(settings, source, { chainTime, maxEpochLag })
      const list = await fetchList(settings, source, { verified: offered.verified, held: state.held })
      return holdList(offered, { list, source: source.name }, state.held)
    },
    refuse: refuseList,
  })
}

function isBehind(failure: SourceFailure | undefined): boolean {
  return failure?.error instanceof EpochTooOldError || failure?.error instanceof EpochNotDueError
}

/** Asks the sources for the newest list that is due, and holds it. @param args.chainTime where it was read just now */
export async function refreshList(
  settings: Settings,
  state: ClientState,
  args: { chainTime?: bigint | null } = {},
): Promise<VerifiedNodeList> {
  const { nowMs, epochSeconds } = settings
  await start(settings, state)
  try {
    const chainTime = args.chainTime === undefined ? await readTime(settings, refuseList) : args.chainTime
    const taken = await takeList(settings, state, chainTime)
    await accept(settings, state, taken)
    const isNews = state.held?.verified.epoch !== taken.verified.epoch
    state.held = taken
    if (isNews) await writeStoredList(settings, taken)
    return toNodeList(taken, chainTime, epochSeconds)
  } finally {
    state.triedAtMs = nowMs()
  }
}

/** Whether a list may be given on that is not the one due any more. */
function mayGiveOn({ epochSeconds, maxEpochLag }: Settings, held: HeldList, chainTime: bigint | null): boolean {
  const due = epochDue(chainTime, epochSeconds)
  return due !== null && due - held.verified.epoch <= BigInt(maxEpochLag)
}

function hasJustTried({ nowMs, epochSeconds }: Settings, { triedAtMs }: ClientState): boolean {
  if (triedAtMs === null) return false
  const elapsedMs = nowMs() - triedAtMs
  return elapsedMs >= 0 && elapsedMs < Math.min(RETRY_PAUSE_MS_MAX, QUARTER_EPOCH_MS_PER_SECOND * epochSeconds)
}

/**
 * The held list, without asking anyone, while that would change nothing: it is the one due and the chain cannot have moved
 * on since its time was read, or it may be given on and the one due was asked for just now. Else `null`.
 */
export function heldUntilNext(settings: Settings, state: ClientState): VerifiedNodeList | null {
  const { clock, epochSeconds, maxEpochLag } = settings
  const { held } = state
  const chainTime = clock.last()
  if (held === null || chainTime === undefined) return null
  const isOverdue = !isDue(settings, held.verified.epoch, chainTime)
  if (isOverdue && !(mayGiveOn(settings, held, chainTime) && hasJustTried(settings, state))) return null
  // List E is due until epoch E + 2 begins, and may be given on for some epochs more.
  const epochs = held.verified.epoch + 2n + (isOverdue ? BigInt(maxEpochLag) : 0n)
  return clock.mayHaveReached(epochs * BigInt(epochSeconds)) ? null : toNodeList(held, chainTime, epochSeconds)
}

/** The held list where it is the one due by the chain's time, else what `refresh` gives. */
export async function getDueList(
  settings: Settings,
  state: ClientState,
  refresh: (chainTime: bigint | null) => Promise<VerifiedNodeList>,
): Promise<VerifiedNodeList> {
  const { epochSeconds } = settings
  await start(settings, state)
  const chainTime = await readTime(settings, refuseList)
  const { held } = state
  if (held === null) return refresh(chainTime)
  const isHeldUsable = mayGiveOn(settings, held, chainTime)
  if (isDue(settings, held.verified.epoch, chainTime) || (isHeldUsable && hasJustTried(settings, state)))
    return toNodeList(held, chainTime, epochSeconds)
  try {
    return await refresh(chainTime)
  } catch (error) {
    // What was wrong was reported; what is held was verified, and is not too old yet.
    if (!(error instanceof NodeListRefusedError || error instanceof ClientBusyError) || !isHeldUsable) throw error
    return toNodeList(held, chainTime, epochSeconds)
  }
}

/** One record against the root of the epoch due, which is accepted first where it is not the one in use. */
export async function getRecord(settings: Settings, state: ClientState, leafIndex: number): Promise<VerifiedRecord> {
  await start(settings, state)
  const refuse: Refuse = (failures) => new RecordRefusedError({ leafIndex, failures })
  const chainTime = await readTime(settings, refuse)
  const { inUse } = state
  const { sources, report } = settings
  if (inUse !== null && isDue(settings, inUse.epoch, chainTime))
    return inTurn({ asked: sources, ask: (source) => fetchRecord(source, inUse, leafIndex), report, refuse })
  return takeNewest(settings, {
    asked: sources,
    take: async (source, maxEpochLag) => {
      const offered = await offeredEpoch(settings, source, { chainTime, maxEpochLag })
      const record = await fetchRecord(source, offered.verified, leafIndex)
      await accept(settings, state, offered)
      return record
    },
    refuse,
  })
}
