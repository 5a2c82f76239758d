import { setTimeout as sleep } from 'node:timers/promises'
import { rpcQuorum } from '../../../client/index.ts'
import { globalFetch } from '../../../client/transport/fetchBounded.ts'
import { dueEpochAt } from '../../../shared/epoch/clock.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { checkRound, type Kept, type RoundResult } from './checkRound.ts'
import { type Exchange, recordExchanges } from './exchange.ts'
import { type Finding, findingOf, isSame, isWaitable } from './findings.ts'
import type { Target } from './target.ts'

/** Pause between two requests for the time, or to a late server: about a hundredth of an epoch. */
const POLL_MS_MIN = 500
const POLL_MS_MAX = 30_000
const POLLS_PER_EPOCH = 120

const MS_PER_SECOND = 1_000

/** Longest waits, in seconds. */
export type Patience = {
  /** For a server that is late or silent, before an alarm. */
  readonly graceSeconds: number
  /** For the next epoch, before an alarm. */
  readonly epochSecondsMax: number
}

/** Result of one epoch. */
export type EpochReport = {
  /** The epoch due; `null` if none came in time. */
  readonly epoch: bigint | null
  /** All findings, each once. */
  readonly findings: readonly Finding[]
  /** `null` if no source served a list that verifies. */
  readonly result: RoundResult | null
  /** Epochs since the one before that were not seen. */
  readonly missed: bigint
}

/** A recorded round with findings that are new in this epoch. */
export type Alarm = {
  readonly chainTime: bigint
  readonly previous: Kept | null
  readonly findings: readonly Finding[]
  readonly exchanges: readonly Exchange[]
  /** All findings are parties that were late or silent in the epoch before, too. */
  readonly isOld: boolean
}

export type WatchOptions = {
  readonly target: Target
  readonly patience: Patience
  /** Number of epochs after which the watch ends. */
  readonly epochs: number
  /** Ends the watch after the request under way, within its time limit. */
  readonly signal: AbortSignal
  /** Keeps the evidence. It is called before the epoch is reported. */
  readonly onAlarm: (alarm: Alarm) => Promise<void>
  readonly onEpoch: (report: EpochReport) => void
}

const pollMsOf = ({ epochSeconds }: Target): number =>
  Math.min(POLL_MS_MAX, Math.max(POLL_MS_MIN, (epochSeconds * MS_PER_SECOND) / POLLS_PER_EPOCH))

/** Waits. Gives false if the watch must end. */
const pause = async (ms: number, signal: AbortSignal): Promise<boolean> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
  return !signal.aborted
}

type Next = { readonly time: bigint } | { readonly stopped: Finding }

/** Waits until an epoch after `last` is due. Gives the chain's time, a finding if none came in time, or `null` at the end. */
const nextEpoch = async ({ target, patience, signal }: WatchOptions, last: bigint | null): Promise<Next | null> => {
  const { rpcs, k, chainId, epochSeconds } = target
  const trust = rpcQuorum({ urls: rpcs, k })
  const seconds = patience.epochSecondsMax
  const deadline = performance.now() + seconds * MS_PER_SECOND
  let failure = { code: 'TIME_STOPPED', message: `No newer epoch was due within ${seconds} s.` }
  do {
    try {
      const time = (await trust.latest({ chainId: BigInt(chainId) }))?.timestamp ?? 0n
      const due = dueEpochAt(time, epochSeconds)
      if (due > 0n && (last === null || due > last)) return { time }
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      failure = error
    }
    if (performance.now() > deadline) return { stopped: findingOf('TIME_STOPPED', 'endpoints', failure) }
  } while (await pause(pollMsOf(target), signal))
  return null
}

/**
 * Asks for the list of one epoch until there are no findings or the grace is over. A wrong answer is an alarm at once. A late
 * answer is an alarm after the grace.
 */
const watchEpoch = async (
  options: WatchOptions,
  { chainTime, previous, before }: Pick<Alarm, 'chainTime' | 'previous'> & { before: readonly Finding[] },
) => {
  const { target, patience, signal } = options
  const deadline = performance.now() + patience.graceSeconds * MS_PER_SECOND
  const findings: Finding[] = []
  let result: RoundResult
  let isLast: boolean
  do {
    const recorder = recordExchanges(globalFetch)
    const ways = { fetch: recorder.fetch, trusted: target, trustFetch: recorder.fetch }
    result = await checkRound({ target, chainTime, previous, ...ways })
    isLast = performance.now() > deadline || signal.aborted || !result.findings.some(isWaitable)
    const ripe = result.findings.filter((finding) => !isWaitable(finding) || (isLast && !signal.aborted))
    const news = ripe.filter((finding) => !findings.some((known) => isSame(known, finding)))
    findings.push(...news)
    if (news.length > 0) {
      const isOld = news.every((finding) => isWaitable(finding) && before.some((known) => isSame(known, finding)))
      await options.onAlarm({ chainTime, previous, findings: news, exchanges: recorder.exchanges(), isOld })
    }
  } while (!isLast && (await pause(pollMsOf(target), signal)))
  return { findings, result }
}

/**
 * Follows the epochs of a registry. When one becomes due, all sources and endpoints are asked and compared.
 *
 * @throws what `onAlarm` throws
 */
export const watchEpochs = async (options: WatchOptions): Promise<void> => {
  const { target, epochs, signal, onEpoch } = options
  let last: bigint | null = null
  let previous: Kept | null = null
  let before: readonly Finding[] = []
  for (let seen = 0; seen < epochs && !signal.aborted; seen++) {
    const next = await nextEpoch(options, last)
    if (next === null) return
    if ('stopped' in next) {
      onEpoch({ epoch: null, findings: [next.stopped], result: null, missed: 0n })
      continue
    }
    const epoch = dueEpochAt(next.time, target.epochSeconds)
    const { findings, result } = await watchEpoch(options, { chainTime: next.time, previous, before })
    onEpoch({ epoch, findings, result, missed: last === null ? 0n : epoch - last - 1n })
    last = epoch
    before = findings
    previous = result.kept ?? previous
  }
}
